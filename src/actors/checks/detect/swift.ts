import { type Ecosystem, only } from "./candidate.js";

/** `swift test`, where the package has a test target. */
export const swift: Ecosystem = {
  name: "Swift",
  async propose(folder) {
    const hasTests = /\.testTarget\s*\(/.test(await folder.read("Package.swift"));
    return hasTests
      ? [only("test", { name: "swift test", command: "swift test", why: "a test target in Package.swift" })]
      : [];
  },
};

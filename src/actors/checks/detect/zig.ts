import { type Ecosystem, only } from "./candidate.js";

/** `zig build test`, where the build has that step. */
export const zig: Ecosystem = {
  name: "Zig",
  async propose(folder) {
    const hasStep = /\.step\(\s*"test"/.test(await folder.read("build.zig"));
    return hasStep
      ? [only("test", { name: "zig test", command: "zig build test", why: "the step test in build.zig" })]
      : [];
  },
};

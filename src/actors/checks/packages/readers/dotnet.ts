import { posix } from "node:path";
import type { PackageReader } from "../package-reader.js";

const project = /\.(?:cs|fs|vb)proj$/;

/** .NET: the projects of a solution, and `ProjectReference`. */
export const dotnet: PackageReader = {
  toolchain: ".NET",
  manifest: /\.(?:slnx?|(?:cs|fs|vb)proj)$/,
  async members({ path, names, read }) {
    const solutions = (await names()).filter((name) => /\.slnx?$/.test(name));
    const texts = await Promise.all(solutions.map((name) => read(name)));
    const files = [...texts.join("\n").matchAll(/"([^"\n]+\.(?:cs|fs|vb)proj)"/g)].map(([, file = ""]) =>
      posix.join(path, file.replaceAll("\\", "/")),
    );
    return files.map(folderOf);
  },
  async read({ names, read }) {
    const files = (await names()).filter((name) => project.test(name));
    const texts = await Promise.all(files.map((name) => read(name)));
    const referred = [...texts.join("\n").matchAll(/<ProjectReference\s[^>]*Include="([^"]+)"/g)];
    const folders = referred.map(([, file = ""]) => folderOf(file.replaceAll("\\", "/")));
    return { names: [], folders };
  },
};

function folderOf(file: string): string {
  const folder = posix.dirname(file);
  return folder === "." ? "" : folder;
}

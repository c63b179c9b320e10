import { posix } from "node:path";
import type { PackageReader } from "../package-reader.js";

/** Go modules: those of `go.work`, `require` by module path, `replace` by folder. */
export const go: PackageReader = {
  toolchain: "Go",
  manifest: /^go\.(?:mod|work)$/,
  async members({ path, read }) {
    return directives(await read("go.work"), "use").map((module) => {
      const folder = posix.join(path, module.replace(/^["`]|["`]$/g, ""));
      return folder === "." ? "" : folder.replace(/\/$/, "");
    });
  },
  async read({ read }) {
    const text = await read("go.mod");
    const name = /^module\s+"?([^\s"]+)/m.exec(text)?.[1];
    const replaced = directives(text, "replace").map((line) => line.split(/\s*=>\s*/)[1] ?? "");
    return {
      ...(name !== undefined && { name }),
      names: directives(text, "require").map((line) => line.split(/\s+/)[0] ?? ""),
      folders: replaced.filter((target) => /^\.\.?\//.test(target)),
    };
  },
};

/** What follows a word in a line, or stands in its block. */
function directives(text: string, word: string): string[] {
  const plain = text.replace(/\/\/.*/g, "");
  const blocks = [...plain.matchAll(new RegExp(`^${word}\\s*\\(([^)]*)\\)`, "gm"))];
  const single = [...plain.matchAll(new RegExp(`^${word}[ \\t]+([^(\\n]+)`, "gm"))];
  return [...blocks.flatMap(([, block = ""]) => block.split("\n")), ...single.map(([, rest = ""]) => rest)]
    .map((line) => line.trim())
    .filter(Boolean);
}

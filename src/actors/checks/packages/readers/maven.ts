import { posix } from "node:path";
import type { PackageReader } from "../package-reader.js";

/** Maven: `<modules>`, and dependencies and parents by artifact. */
export const maven: PackageReader = {
  toolchain: "Maven",
  manifest: /^pom\.xml$/,
  async members({ path, read }) {
    const text = uncommented(await read("pom.xml"));
    return valuesOf(text, "module").map((module) => posix.join(path, module).replace(/\/(?:pom\.xml)?$/, ""));
  },
  async read({ read }) {
    const text = uncommented(await read("pom.xml"));
    const own = text.replace(
      /<(parent|dependencies|dependencyManagement|build|profiles)>[\s\S]*?<\/\1>/g,
      "",
    );
    const [name] = valuesOf(own, "artifactId");
    const names = valuesOf(text, "artifactId").filter((other) => other !== name);
    return { ...(name !== undefined && { name }), names, folders: [] };
  },
};

function uncommented(text: string): string {
  return text.replace(/<!--[\s\S]*?-->/g, "");
}

function valuesOf(text: string, element: string): string[] {
  return [...text.matchAll(new RegExp(`<${element}>\\s*([^<]*?)\\s*</${element}>`, "g"))].map(
    ([, value = ""]) => value,
  );
}

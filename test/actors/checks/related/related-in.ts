import { relatedTests } from "../../../../src/actors/checks/related/related-tests.js";
import { readScript } from "../../../../src/actors/checks/script/read-script.js";
import { createProject } from "../../../support/project.js";

export interface RelatedCase {
  files: Record<string, string>;
  command: string;
  /** Those that are not among the files were deleted. */
  changed: string[];
}

/** What runs first after a change of a project with these files. */
export async function relatedIn({ files, command, changed }: RelatedCase): Promise<string | undefined> {
  const project = await createProject(files, { git: false });
  try {
    const check = { name: "test", command, timeoutSeconds: 60, when: "task" as const };
    return await relatedTests(check, await readScript(command, project.path), changed, project.path);
  } finally {
    await project.remove();
  }
}

/** Empty files, or such with the text that is given. */
export function filesAt(...paths: (string | [path: string, text: string])[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => (typeof path === "string" ? [path, ""] : path)));
}

/** A manifest with these scripts. */
export function manifest(scripts: Record<string, string>): [path: string, text: string] {
  return ["package.json", JSON.stringify({ scripts })];
}

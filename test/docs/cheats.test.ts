import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { changedScripts } from "../live/cheats/worlds/changed-scripts.js";
import { changedSource } from "../live/cheats/worlds/changed-source.js";
import { changedTests } from "../live/cheats/worlds/changed-tests.js";
import { deafChecks } from "../live/cheats/worlds/deaf-checks.js";
import { environment } from "../live/cheats/worlds/environment.js";
import { namedFiles } from "../live/cheats/worlds/named-files.js";
import { compiled } from "../tools/cheats/worlds/compiled.js";
import { npmRunners } from "../tools/cheats/worlds/npm-runners.js";
import { otherRunners } from "../tools/cheats/worlds/other-runners.js";
import { python } from "../tools/cheats/worlds/python.js";
import { staticChecks } from "../tools/cheats/worlds/static-checks.js";

const page = await readFile(fileURLToPath(new URL("../../docs/cheats.md", import.meta.url)), "utf8");
const sections = new Map(
  page
    .split(/^## /m)
    .map((section) => [/`test\/\S*\/([\w-]+)\.test\.ts`/.exec(section)?.[1], section] as const),
);

describe("the page of the cheats", () => {
  it.each(
    Object.entries({
      "changed-tests": changedTests,
      "changed-source": changedSource,
      "changed-scripts": changedScripts,
      "deaf-checks": deafChecks,
      environment,
      "named-files": namedFiles,
      "npm-runners": npmRunners,
      "static-checks": staticChecks,
      python,
      compiled,
      "other-runners": otherRunners,
    }),
  )("lists what test/**/%s.test.ts tries", (file, worlds) => {
    const rows = [...(sections.get(file) ?? "").matchAll(/^\| (?!way|-)([^|]+?) \|/gm)].map(([, way]) => way);
    expect(rows).toEqual(worlds.map(({ way }) => way));
  });
});

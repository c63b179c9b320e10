import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { ecosystems } from "../../src/actors/checks/detect/ecosystems.js";

const guide = await readFile(new URL("../../docs/checks.md", import.meta.url), "utf8");
const sections = guide.split(/^### /m).slice(1);
const titles = sections.map((section) => section.split("\n")[0] ?? "");

it.each(ecosystems.flatMap(({ name }) => name.split(", ")))(
  "the guide has a row and an example for %s",
  (name) => {
    const title = titles.find((other) => other.split(", ").includes(name));
    expect(title).toBeDefined();
    expect(guide).toContain(`| ${title} |`);
    expect(sections[titles.indexOf(title ?? "")]).toMatch(/^```jsonc\n[\s\S]*"checks"/m);
  },
);

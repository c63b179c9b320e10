import { afterEach, describe, expect, test } from "vitest";
import { change, goodTeam, type Stage, setStage, task, write } from "../support/mission.js";
import { linkPackages } from "../support/npm-tools.js";

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

const drafts = {
  "src/mine.js": "export const mine   = {a:1,\n  b : 'two'}",
  "src/notes/new.js": "let   x=1\r\n\r\n\r\nlet y = 2\t\n",
};
const files = {
  ".gitignore": "node_modules\n",
  "package.json": '{"type":"module","scripts":{"lint":"prettier --write src","test":"node --test"}}\n',
  "add.js": "export default (a, b) => a + b;\n",
  "add.test.js":
    'import assert from "node:assert";\nimport { test } from "node:test";\nimport add from "./add.js";\n\ntest("adds", () => assert.equal(add(2, 2), 4));\n',
  "src/a.js": "export const a = 1;\n",
  "src/mine.js": "export const mine = 1;\n",
  "src/other.js": "export const other   =   2\n",
};

/** Such a lint is run only where the user names it. */
const checks = [
  { name: "lint", command: "npm run lint" },
  { name: "test", command: "npm run test" },
];

async function formatted(coder: () => ReturnType<typeof change>): Promise<Stage> {
  const planned = { ...task("T1", "src/a.js"), files: ["src/a.js", "add.js"] };
  const set = await setStage({
    files,
    script: { ...goodTeam(planned), coder, fixer: coder },
    plugin: { retryLimit: 0, checks },
  });
  stage = set;
  await linkPackages(set.project.path, ["prettier"]);
  for (const [file, text] of Object.entries(drafts)) await set.project.write(file, text);
  return set;
}

async function draftsOf({ project }: Stage): Promise<Record<string, string>> {
  const texts = Object.keys(drafts).map(async (file) => [file, await project.read(file)] as const);
  return Object.fromEntries(await Promise.all(texts));
}

describe("where lint is a formatter that writes", () => {
  test("the user's drafts are byte-identical after the mission, and in nobody's diff", async () => {
    const set = await formatted(() => change("src/a.js", "export const a = 2;\n"));
    const session = await set.createSession();
    await set.command(session, "auto", "make a two");
    expect(await draftsOf(set)).toEqual(drafts);
    expect(await set.project.read("src/other.js")).toBe(files["src/other.js"]);
    expect(await set.project.read("src/a.js")).toBe("export const a = 2;\n");
    expect(await set.report()).toMatchObject({
      status: "verified",
      tasks: [{ status: "verified", files: ["src/a.js"] }],
    });
    const reviewer = set.model.requests.find(({ agent }) => agent === "reviewer");
    expect(reviewer?.lastUserText).toContain("src/a.js");
    expect(reviewer?.lastUserText).not.toMatch(/mine\.js|other\.js|new\.js/);
  });

  test("a skip takes back what the agent wrote, although the formatter wrote it afterwards", async () => {
    const set = await formatted(() => [
      write("add.js", "export default (a, b) => a - b;\n"),
      ...change("src/a.js", "export const a   =   2\n"),
    ]);
    const session = await set.createSession();
    const turn = set.command(session, "auto", "make a two");
    await set.answer(await set.question(session), "Skip");
    await turn;
    expect(await set.project.read("src/a.js")).toBe(files["src/a.js"]);
    expect(await set.project.read("add.js")).toBe(files["add.js"]);
    expect(await set.project.read("src/other.js")).toBe(files["src/other.js"]);
    expect(await draftsOf(set)).toEqual(drafts);
    expect((await set.report()).tasks).toMatchObject([{ status: "skipped" }]);
  });

  test("the agent's own file stays the agent's, formatted", async () => {
    const set = await formatted(() => change("src/a.js", "export const a   =   2\n"));
    const session = await set.createSession();
    await set.command(session, "auto", "make a two");
    expect((await set.project.read("src/a.js")).replace(/[ ;]/g, "")).toBe("exportconsta=2\n");
    expect(await draftsOf(set)).toEqual(drafts);
    expect((await set.report()).tasks).toMatchObject([{ files: ["src/a.js"] }]);
  });
});

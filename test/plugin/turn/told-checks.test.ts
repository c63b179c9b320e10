import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readOptions } from "../../../src/contracts/options.js";
import { planChecksText, slowChecksText } from "../../../src/plugin/turn/told-checks.js";
import { checksOutput } from "../../machine/live-run.js";
import { checkResult } from "../../support/check-result.js";
import { makeRun } from "../../support/made-run.js";

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "told-checks-")));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, text: string) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const scripts = (all: Record<string, string>) => write("package.json", JSON.stringify({ scripts: all }));
const optionsOf = (checks: unknown) => readOptions({ checks }).options;
const auto = optionsOf("auto");

describe("beneath the plan", () => {
  it("stands what is run and why, and what is left out", async () => {
    await scripts({ lint: "eslint --fix .", test: "node --test", build: "prisma migrate deploy" });
    expect(await planChecksText(folder, auto)).toBe(
      [
        "| Check | Command | Why |",
        "| --- | --- | --- |",
        "| lint | npx --no-install eslint . | what the script lint in package.json runs, without rewriting or watching |",
        "| test | npm run test | the script test in package.json |",
        "",
        "Left out: build: it changes a database (prisma migrate deploy) · lint: it rewrites files (eslint --fix .); instead `npx --no-install eslint .`",
      ].join("\n"),
    );
  });

  it("stand folders, moments and last times where they are known", async () => {
    await write("backend/go.mod", "module backend\n");
    const vet = "cd backend && go vet ./...";
    const results = [checkResult("passed", { name: "backend: go vet", command: vet, seconds: 71.4 })];
    await makeRun(folder, "20260101-a", { actors: { checks: async () => checksOutput(results) } });
    const options = optionsOf([
      "auto",
      { name: "e2e", command: "make a | tee b", when: "final" },
      { name: "backend: go test", skip: true },
    ]);
    expect(await planChecksText(folder, options)).toBe(
      [
        "| Check | Command | Folder | Why | Took |",
        "| --- | --- | --- | --- | --- |",
        `| backend: go vet | ${vet} | backend | go.mod | 71 s |`,
        "| e2e (at the end) | make a \\| tee b |  | named in the option checks |  |",
      ].join("\n"),
    );
  });

  it("stand eight lines at most, and the others are counted", async () => {
    const names = Array.from({ length: 9 }, (_, at) => ({ name: `check ${at}`, command: `make c${at}` }));
    const text = await planChecksText(folder, optionsOf(names));
    const lines = text.split("\n").filter(Boolean);
    expect(lines.length).toBe(8);
    expect(lines.at(-1)).toBe("and 4 more checks: `opencode-orchestrator checks`");
    await scripts({
      build: "vercel deploy",
      lint: "eslint --fix .",
      test: "cypress run",
      e2e: "playwright test",
      format: "prettier --write .",
    });
    const left = (await planChecksText(folder, auto)).split("\n").at(-1) ?? "";
    expect(left).toMatch(/^Left out: \w+: .* · \w+: .* · and 1 more: `opencode-orchestrator checks`$/);
  });

  it("stands that there are none", async () => {
    const none = "Checks: none found, so changes can only be reviewed, never verified";
    expect(await planChecksText(folder, auto)).toBe(none);
    expect(await planChecksText(folder, optionsOf(false))).toBe(none);
  });
});

describe("slow checks", () => {
  const result = (name: string, seconds: number) => checkResult("passed", { name, seconds });

  it("are told with the slowest one, and with the line that runs it at the end only", async () => {
    await scripts({ lint: "eslint .", test: "node --test" });
    const text = await slowChecksText(folder, auto, [result("lint", 9), result("test", 130)]);
    expect(text).toBe(
      'The checks of each change took 2 min 19 s, test alone 2 min 10 s. To run test only at the end, add this to `.opencode/orchestrator.jsonc`: `"checks": ["auto", {"name":"test","command":"npm run test","when":"final"}]`',
    );
    const line = text.slice(text.lastIndexOf(": `") + 3, -1);
    const { options } = readOptions(JSON.parse(`{${line}}`));
    expect(await slowChecksText(folder, options, [result("lint", 9), result("test", 130)])).toBe("");
  });

  it("of a list are told with that list", async () => {
    const options = optionsOf([
      { name: "unit", command: "make unit", timeoutSeconds: 90 },
      { name: "lint", command: "make lint" },
    ]);
    expect(await slowChecksText(folder, options, [result("unit", 61), result("lint", 1)])).toMatch(
      /`"checks": \[\{"name":"lint","command":"make lint"\}, \{"name":"unit","command":"make unit","timeoutSeconds":90,"when":"final"\}\]`$/,
    );
  });

  it.each([
    ["a minute is not slow", [result("test", 59), result("lint", 1)]],
    ["what runs at the end only is not in the way", [result("e2e", 600), result("test", 2)]],
    ["what was not run again took no time", [{ ...result("test", 90), isCached: true as const }]],
  ])("%s", async (_, results) => {
    const options = optionsOf([
      { name: "test", command: "make test" },
      { name: "lint", command: "make lint" },
      { name: "e2e", command: "make e2e", when: "final" },
    ]);
    expect(await slowChecksText(folder, options, results)).toBe("");
  });
});

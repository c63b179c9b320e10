import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isEarlyFailure } from "../../src/actors/checks/related/early-failure.js";
import { relatedTests } from "../../src/actors/checks/related/related-tests.js";
import { runCheck } from "../../src/actors/checks/run-check.js";
import { readScript } from "../../src/actors/checks/script/read-script.js";
import type { CheckResult } from "../../src/contracts/check.js";
import { linkPackages } from "../support/npm-tools.js";
import { createProject } from "../support/project.js";
import { type RelatedSuite, suites } from "./related-suites.js";

/** What the tests that are related to a change say; nothing where all tests are to be run at once. */
async function afterChange(
  suite: RelatedSuite,
  change: Record<string, string | undefined>,
): Promise<{ result: CheckResult | undefined; ran: string[] }> {
  const project = await createProject({ ...suite.files, ".gitignore": "node_modules\ntarget\n" });
  try {
    await linkPackages(project.path, suite.packages ?? []);
    for (const [file, text] of Object.entries(change)) {
      if (text === undefined) await rm(join(project.path, file));
      else await project.write(file, text);
    }
    const check = { name: "test", command: suite.command, timeoutSeconds: 150, when: "task" as const };
    const commands = await readScript(suite.command, project.path);
    const command = await relatedTests(check, commands, Object.keys(change), project.path);
    if (command === undefined) return { result: undefined, ran: [] };
    const testsFile = join(project.path, "ran.json");
    const signal = new AbortController().signal;
    const result = await runCheck({ ...check, command }, { cwd: project.path, signal, testsFile });
    return { result, ran: result.tests ? await testsIn(testsFile) : [] };
  } finally {
    await project.remove();
  }
}

async function testsIn(file: string): Promise<string[]> {
  const { tests = [] } = JSON.parse(await readFile(file, "utf8")) as { tests?: { name: string }[] };
  return tests.map(({ name }) => /[a-d]works/.exec(name.toLowerCase())?.[0] ?? name).sort();
}

describe.each(suites.map((suite) => [suite.name, suite] as const))("%s", { concurrent: true }, (_, suite) => {
  test("after a change exactly the related tests run, and they can pass", async () => {
    const { result, ran } = await afterChange(suite, { [suite.source]: `${suite.files[suite.source]}\n` });
    expect(result?.errors).toEqual([]);
    expect(result).toMatchObject({ outcome: "passed", executed: 1, passed: 1, failed: 0 });
    expect(ran).toEqual(suite.areUnnamed ? [] : [suite.related]);
  });

  test("a related test that fails is an early failure", async () => {
    const { result } = await afterChange(suite, { [suite.source]: suite.broken });
    expect(result).toMatchObject({ outcome: "failed", failed: 1, passed: 0 });
    expect(result && isEarlyFailure(result)).toBe(true);
  });

  test("a changed file that no test is about leads to no related test", async () => {
    const { result, ran } = await afterChange(suite, {
      [suite.unrelated]: suite.files[suite.unrelated] ?? "",
    });
    expect(ran).toEqual([]);
    expect(["ranNothing", undefined]).toContain(result?.outcome);
  });

  test("a deleted file is no error of the command", async () => {
    const { result } = await afterChange(suite, {
      [suite.unrelated]: undefined,
      [suite.source]: suite.broken,
    });
    expect(result && isEarlyFailure(result)).toBe(true);
  });

  test("a renamed test runs by its new name", async () => {
    const { result, ran } = await afterChange(suite, {
      [suite.renamed.from]: undefined,
      [suite.renamed.to]: suite.files[suite.renamed.from],
    });
    expect(result).toMatchObject({ outcome: "passed", executed: 1 });
    expect(ran).toEqual(suite.areUnnamed ? [] : [suite.renamed.test]);
  });
});

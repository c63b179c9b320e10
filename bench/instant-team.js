// The real chart with actors that answer at once, for what is measured around it.
import { fromPromise } from "xstate";
import { orchestratorMachine } from "../dist/machine/orchestrator.machine.js";

/**
 * @param {number} size tasks of the plan, one after the other
 * @param {(id: string) => Promise<void>} onTask awaited when a task begins
 */
export function instantTeam(size, onTask) {
  const tasks = Array.from({ length: size }, (_, index) => ({
    id: `T${index + 1}`,
    title: `Write the file number ${index + 1}`,
    description: "Write a good line into the file, and a test beside it that says so.",
    files: [`src/file-${index + 1}.ts`, `test/file-${index + 1}.test.ts`],
    acceptance: ["the line is good", "the test passes"],
    dependsOn: index > 0 ? [`T${index}`] : [],
  }));
  return orchestratorMachine.provide({
    actors: {
      planner: fromPromise(async () => result({ summary: "The plan.", tasks })),
      searcher: fromPromise(async ({ input }) => {
        await onTask(input.task.id);
        return result({ summary: "Nothing special here.", findings: [] });
      }),
      coder: fromPromise(async ({ input }) => result({ summary: "Wrote it.", files: input.task.files })),
      reviewer: fromPromise(async () => ({
        ...result({ verdict: "pass", summary: "Good.", issues: [] }),
        errors: [],
      })),
      checks: fromPromise(async () => ({
        results: [passed],
        checks: [check],
        weakenings: [],
        changedFiles: ["a.ts"],
        seconds: 1,
      })),
      checkpoint: fromPromise(async () => ({ tree: "0123456789012345678901234567890123456789" })),
    },
  });
}

const usage = { input: 100, output: 10, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0 };
const result = (submission) => ({ submission, usage, seconds: 1 });
const check = { name: "test", command: "npm test", timeoutSeconds: 60, when: "task" };
const passed = {
  name: "test",
  command: "npm test",
  exitCode: 0,
  outcome: "passed",
  runsTests: true,
  executed: 50,
  passed: 50,
  failed: 0,
  skipped: 0,
  seconds: 1,
  output: "ok\n".repeat(50),
  errors: [],
};

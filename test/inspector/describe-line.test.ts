import { expect, it } from "vitest";
import { describeLine } from "../../src/inspector/frames/describe-line.js";
import { shown } from "../../src/inspector/frames/views.js";

const done = (actor: string, output: object) =>
  describeLine({ seq: 1, at: "", event: { type: `xstate.done.actor.${actor}`, output } } as never);

it.each([
  [1, "1 task", "1 finding", "1 file rolled back"],
  [2, "2 tasks", "2 findings", "2 files rolled back"],
])("what an actor brought is counted in words: %d", (length, tasks, findings, files) => {
  const list = Array.from({ length }, () => ({}));
  expect([
    done("planner", { submission: { summary: "s", tasks: list } }),
    done("searcher", { submission: { summary: "s", findings: list } }),
    done("rollback", { restored: list }),
  ]).toEqual([`planner: ${tasks} — s`, `searcher: ${findings} — s`, `rollback: ${files}`]);
});

it("what a cut leaves out is counted in words", () => {
  expect([shown("abc", 2), shown("abcd", 2)]).toEqual(["ab… (1 character more)", "ab… (2 characters more)"]);
});

import { afterEach, expect, test } from "vitest";
import { answeredCriteria } from "../../src/demo/answered-criteria.js";
import type { ModelReply } from "../../src/demo/model-reply.js";
import type { ModelRequest } from "../../src/demo/model-request.js";
import { call, goodTeam, passed, type Script, type Stage, setStage, write } from "../support/mission.js";

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

const testOf = (name: string, body: string) =>
  `const { test } = require("node:test");\nconst assert = require("node:assert");\nconst subject = require("./price.js");\ntest("${name}", () => ${body});\n`;

const price = "exports.price = (amount, count) => amount * count;\n";
const discount = "exports.discount = (sum, percent) => sum - (sum * percent) / 100;\n";

const project = {
  "package.json": JSON.stringify({ name: "shop", private: true, scripts: { test: "node --test" } }),
  "price.js": price,
  "price.test.js": testOf("price", "assert.equal(subject.price(2, 3), 6)"),
};

const task = {
  id: "T1",
  title: "Add a discount",
  description: "Add discount(sum, percent)",
  files: ["price.js"],
  acceptance: ["discount(100, 10) is 90"],
};

const name = "ten percent off 100 is 90";
const file = "discount.test.js";
const tests = (content: string, test = name) =>
  call("submit_tests", {
    files: [{ path: file, content }],
    covers: [{ criterion: task.acceptance[0], test }],
  });
const right = testOf(name, "assert.equal(subject.discount(100, 10), 90)");
const isTester = ({ tools }: ModelRequest) => tools.includes("submit_tests");
const submit = (more: object = {}) =>
  call("submit_change", { summary: "It is there.", files: ["price.js"], ...more });

/** The proof of the criterion is the test, by its name. */
const judged = ({ text }: ModelRequest) =>
  call("submit_review", {
    verdict: "pass",
    summary: "It is good.",
    issues: [],
    criteria: answeredCriteria(text, [name]),
  });

/** What the reviewer writes before the code, and answers to an objection. */
const reviewer =
  (...writing: ModelReply[][]): Required<Script>["reviewer"] =>
  (request) =>
    isTester(request)
      ? (writing[/What is said against/.test(request.text) ? 1 : 0] ?? [])
      : [judged(request)];

async function played(script: Script, plugin: object = {}) {
  stage = await setStage({
    files: project,
    script: { ...goodTeam(task), ...script },
    plugin: { tests: "first", retryLimit: 1, callRetries: 0, ...plugin },
  });
  const session = await stage.createSession();
  await stage.command(session, "auto", "add a discount");
  return { report: await stage.report(), text: await stage.text(session), requests: stage.model.requests };
}

test("the reviewer's tests come before the code, fail then, and pass at the end", async () => {
  const { report, text, requests } = await played(
    {
      reviewer: reviewer([tests(testOf(name, "assert.ok(subject.price)")), tests(right)]),
      coder: () => [write("price.js", price + discount), submit()],
    },
    { evidence: { faults: 2 } },
  );
  expect([report.status, report.tasks[0]?.status]).toEqual(["verified", "verified"]);
  expect(report.tasks[0]?.files).toContain(file);
  const told = requests
    .filter(isTester)
    .flatMap(({ toolResults }) => toolResults.map(({ content }) => content));
  expect(told.join()).toContain("pass without the change");
  expect(requests.filter(isTester).every(({ tools }) => !tools.includes("submit_review"))).toBe(true);
  expect(requests.find(({ agent }) => agent === "coder")?.text).toContain(name);
  expect(text).toContain("1 test written before the code");
});

test("what the coder changes in them is put back before the checks", async () => {
  const { report } = await played({
    reviewer: reviewer([tests(right)]),
    coder: () => [write(file, testOf(name, "{}")), submit()],
    fixer: () => [write("price.js", price + discount), submit()],
  });
  expect([report.status, report.tasks[0]?.attempts]).toEqual(["verified", 2]);
  expect(await stage?.project.read(file)).toBe(right);
});

test("a test that contradicts the task is amended after one objection", async () => {
  const wrong = testOf(name, "assert.equal(subject.discount(100, 10), 110)");
  const objections = [{ test: name, reason: "a discount makes it less" }];
  const { report, text, requests } = await played({
    reviewer: reviewer([tests(wrong)], [tests(right)]),
    coder: () => [write("price.js", price + discount), submit({ objections })],
  });
  expect([report.status, report.tasks[0]?.attempts]).toEqual(["verified", 1]);
  expect(await stage?.project.read(file)).toBe(right);
  expect(requests.filter(isTester).at(-1)?.text).toContain("a discount makes it less");
  expect(text).toContain("tests amended");
});

test("where no test can be written the coder goes on, and the turn says why", async () => {
  const none = call("submit_tests", { files: [], covers: [], reason: "only the wording changes" });
  const { report, text } = await played({
    reviewer: (request) => [isTester(request) ? none : passed],
    coder: () => [write("price.js", price + discount), submit()],
  });
  expect(report.status).toBe("verified");
  expect(text).toContain("only the wording changes");
});

test("the last retry can start afresh: rolled back, and with what failed before", async () => {
  const wrong = "exports.discount = () => 110;\n";
  const { report, text, requests } = await played(
    {
      reviewer: reviewer([tests(right)]),
      coder: ({ attempt }) =>
        attempt === 0
          ? [write("leftover.js", "// of the first attempt\n"), write("price.js", price + wrong), submit()]
          : [call("read", { filePath: file }), write("price.js", price + discount), submit()],
    },
    { retryPlan: ["afresh"] },
  );
  expect([report.status, report.tasks[0]?.attempts]).toEqual(["verified", 2]);
  expect(report.tasks[0]?.files).toEqual([file, "price.js"]);
  await expect(stage?.project.read("leftover.js")).rejects.toThrow();
  const again = requests.filter(({ agent, attempt }) => agent === "coder" && attempt === 1);
  expect(again[0]?.text).toContain("Earlier attempts failed with these");
  expect(again[0]?.text).toContain(name);
  expect(again.at(-1)?.text).toContain("subject.discount(100, 10), 90");
  expect(text).toContain("→ coder, afresh, 1/1");
});

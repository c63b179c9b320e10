import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { ModelReply } from "../../src/demo/model-reply.js";
import { nobodyIn, temporaryFiles } from "../support/leftovers.js";
import { call, goodTeam, type Stage, setStage } from "../support/mission.js";

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

const bash = (command: string) => call("bash", { command, description: "Write files" });
const write = (file: string, text: string) =>
  bash(`mkdir -p "$(dirname ${file})" && cat > ${file} <<'END'\n${text}END`);

const testOf = (body: string) =>
  `const { test } = require("node:test");\nconst assert = require("node:assert");\n${body}\n`;

const project = {
  "package.json": JSON.stringify({ name: "shop", private: true, scripts: { test: "node --test" } }),
  "price.js": "exports.price = (amount, count) => {\n  const sum = amount * count;\n  return sum;\n};\n",
  "price.test.js": testOf(
    'const { price } = require("./price.js");\ntest("price", () => assert.equal(price(2, 3), 6));',
  ),
};

const discount = [
  "exports.discount = (sum, percent) => {",
  "  if (percent > 100) return 0;",
  "  return sum - (sum * percent) / 100;",
  "};",
  "",
].join("\n");

const biting = testOf(
  [
    'const { discount } = require("./discount.js");',
    'test("discount", () => {',
    "  assert.equal(discount(100, 10), 90);",
    "  assert.equal(discount(100, 100), 0);",
    "  assert.equal(discount(100, 150), 0);",
    "});",
  ].join("\n"),
);

interface Mission {
  does: ModelReply[];
  fixes?: ModelReply[];
  files?: string[];
}

/** A mission of one task with a reviewer that always passes; where it asks, it is stopped. */
async function played({ does, fixes = [], files = ["discount.js", "discount.test.js"] }: Mission) {
  const task = {
    id: "T1",
    title: "Add a discount",
    description: "Add discount(sum, percent)",
    files,
    acceptance: ["discount(100, 10) is 90"],
  };
  const submit = call("submit_change", { summary: "It is there.", files });
  stage = await setStage({
    files: project,
    script: { ...goodTeam(task), coder: () => [...does, submit], fixer: () => [...fixes, submit] },
    plugin: { evidence: { faults: 3 }, retryLimit: 1, sameErrorLimit: 2, callRetries: 0 },
  });
  const session = await stage.createSession();
  const turn = stage.command(session, "auto", "add a discount");
  stage.question(session).then(
    (question) => stage?.answer(question, "Stop"),
    () => undefined,
  );
  const text = await turn;
  return { report: await stage.report(), text };
}

test.each<[string, ModelReply[]]>([
  ["that no test loads", [write("discount.js", discount)]],
  [
    "whose test is a tautology",
    [
      write("discount.js", discount),
      write(
        "discount.test.js",
        testOf('require("./discount.js");\ntest("discount", () => assert.ok(true));'),
      ),
    ],
  ],
  [
    "whose test tests its own copy of the code",
    [
      write("discount.js", discount),
      write(
        "discount.test.js",
        testOf(
          'const discount = (sum, percent) => sum - (sum * percent) / 100;\ntest("discount", () => assert.equal(discount(100, 10), 90));',
        ),
      ),
    ],
  ],
  [
    "whose test replaces what it tests",
    [
      write("discount.js", discount),
      write(
        "discount.test.js",
        testOf(
          'const subject = require("./discount.js");\ntest("discount", (t) => {\n  t.mock.method(subject, "discount", () => 90);\n  assert.equal(subject.discount(100, 10), 90);\n});',
        ),
      ),
    ],
  ],
])("a change %s is not verified, although the reviewer passes it", async (_, does) => {
  const { report } = await played({ does });
  expect(report.status).not.toBe("verified");
  expect(report.tasks[0]?.status).not.toBe("verified");
  expect(JSON.stringify(report.tasks[0])).toMatch(/nothing tests it|every seeded fault survives/);
});

test("a fixer that adds a test that fails without the change gets it verified, and no copy or process is left", async () => {
  const { report, text } = await played({
    does: [write("discount.js", discount)],
    fixes: [write("discount.test.js", biting)],
  });
  expect([report.status, report.tasks[0]?.status, report.tasks[0]?.attempts]).toEqual([
    "verified",
    "verified",
    2,
  ]);
  expect(report.tasks[0]?.evidence?.probes.some(({ outcome }) => outcome === "noticed")).toBe(true);
  expect(text).toMatch(
    /T1 ✓ verified: (?:\d tests? fails? without it, )?\d of \d seeded faults? noticed \(.* s, beside the review\)/,
  );
  const temporary = join(stage?.opencode.home ?? "", "tmp");
  await expect.poll(() => temporaryFiles(temporary)).toEqual([]);
  await nobodyIn(temporary);
});

test("a refactoring that changes no behaviour is verified by its faults, which good tests notice", async () => {
  const { report } = await played({
    files: ["price.js"],
    does: [
      write(
        "price.js",
        "exports.price = (amount, count) => {\n  let sum = 0;\n  sum += amount * count;\n  return sum;\n};\n",
      ),
    ],
  });
  expect([report.status, report.tasks[0]?.status]).toEqual(["verified", "verified"]);
  const probes = report.tasks[0]?.evidence?.probes ?? [];
  expect(probes.filter(({ file }) => file === undefined).map(({ outcome }) => outcome)).toContain("survived");
  expect(probes.filter(({ file }) => file !== undefined).map(({ outcome }) => outcome)).toContain("noticed");
});

test("a task of prose ends reviewed, and the run verified", async () => {
  const { report, text } = await played({ files: ["README.md"], does: [write("README.md", "# Shop\n")] });
  expect([report.status, report.tasks[0]?.status]).toEqual(["verified", "reviewed"]);
  expect(text).toContain("T1 ✓ reviewed");
});

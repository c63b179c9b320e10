import { describe, expect, it } from "vitest";
import { changeSchema } from "../../src/contracts/change.js";
import { findingsSchema } from "../../src/contracts/findings.js";

const change = { summary: "Rounds half up", files: ["src/round.js", "test/round.test.js"] };
const finding = { file: "src/round.js", lines: "10-24", note: "It rounds half to even" };
const findings = { summary: "Rounding is in one place", findings: [finding] };

describe("changeSchema", () => {
  it.each([change, { ...change, files: [] }])("takes %j, as it is", (submission) => {
    expect(changeSchema.parse(submission)).toEqual(submission);
  });

  it.each([
    [{ ...change, summary: "" }, "summary: Too small: expected string to have >=1 characters"],
    [{ files: [] }, "summary: Invalid input: expected string, received undefined"],
    [{ summary: "Done" }, "files: Invalid input: expected array, received undefined"],
    [{ ...change, files: [3] }, "files.0: Invalid input: expected string, received number"],
  ])("refuses %j", (submission, problem) => {
    expect(problems(changeSchema.safeParse(submission))).toEqual([problem]);
  });
});

describe("findingsSchema", () => {
  it.each([
    findings,
    { ...findings, findings: [] },
    { ...findings, findings: [finding, { file: "README.md", note: "Says otherwise" }] },
  ])("takes %j, as it is", (submission) => {
    expect(findingsSchema.parse(submission)).toEqual(submission);
  });

  it.each([
    [{ ...findings, summary: "" }, "summary: Too small: expected string to have >=1 characters"],
    [{ summary: "Nothing" }, "findings: Invalid input: expected array, received undefined"],
    [withFinding({ file: "" }), "findings.0.file: Too small: expected string to have >=1 characters"],
    [withFinding({ note: "" }), "findings.0.note: Too small: expected string to have >=1 characters"],
    [withFinding({ lines: 10 }), "findings.0.lines: Invalid input: expected string, received number"],
  ])("refuses %j", (submission, problem) => {
    expect(problems(findingsSchema.safeParse(submission))).toEqual([problem]);
  });
});

function withFinding(part: object) {
  return { ...findings, findings: [{ ...finding, ...part }] };
}

function problems({ error }: { error?: { issues: { path: PropertyKey[]; message: string }[] } | undefined }) {
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

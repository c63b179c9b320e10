import { describe, expect, it } from "vitest";
import {
  longestSubmission,
  readSubmission,
  readSubmissionInText,
} from "../../../src/actors/agents/lenient-json.js";
import { changeSchema } from "../../../src/contracts/change.js";
import { planSchema } from "../../../src/contracts/plan.js";

const change = { summary: "added it", files: ["a.js"] };
const json = JSON.stringify(change);
const isRead = { value: change };

describe("readSubmission", () => {
  it.each([
    ["an object", change],
    ["JSON as a string", json],
    ["JSON in a fence", `\`\`\`json\n${json}\n\`\`\``],
    ["single quotes, bare keys and trailing commas", "{summary: 'added it', files: ['a.js',],}"],
    ["JSON that was cut off", '{"summary": "added it", "files": ["a.js"'],
    ["one object around it", { submit_change: change }],
    ["one object around it as a string", { arguments: json }],
    ["a list as a string", { ...change, files: '["a.js"]' }],
    ["a list as a string after a blank", { ...change, files: ' ["a.js"]' }],
    ["a list as a string with mistakes, inside one object", { change: { ...change, files: "['a.js'," } }],
    ["one key too many", { ...change, note: "more" }],
  ])("reads %s", (_, raw) => {
    expect(readSubmission(changeSchema, raw)).toEqual(isRead);
  });

  it("leaves a text alone that only looks like JSON", () => {
    const marked = { summary: "[done] added it", files: ["a.js"] };
    expect(readSubmission(changeSchema, marked)).toEqual({ value: marked });
  });

  it("leaves such a text alone also where another field is to be fixed", () => {
    const marked = { summary: "[done, tested]", files: ["a.js"] };
    expect(readSubmission(changeSchema, { ...marked, files: '["a.js"]' })).toEqual({ value: marked });
  });

  it.each([
    ["nothing", undefined, "- (all): Invalid input: expected object, received undefined"],
    ["null", null, "- (all): Invalid input: expected object, received null"],
    ["a list", [change], "- (all): Invalid input: expected object, received array"],
    ["prose", "I did it", "- (all): Invalid input: expected object, received string"],
  ])("says of %s that it is no object", (_, raw, problem) => {
    expect(readSubmission(changeSchema, raw)).toEqual({ problem });
  });

  it.each([
    ["names with commas between them", 'a.js, "b[1].js"'],
    ["a name", "a.js"],
    ["a list that nobody can read", "[a.js{"],
  ])("does not make a list of %s", (_, files) => {
    expect(readSubmission(changeSchema, { ...change, files })).toEqual({
      problem: "- files: Invalid input: expected array, received string",
    });
  });

  it("looks into one object only where it stands alone", () => {
    expect(readSubmission(changeSchema, { change, note: "more" })).toEqual({
      problem: [
        "- summary: Invalid input: expected string, received undefined",
        "- files: Invalid input: expected array, received undefined",
      ].join("\n"),
    });
  });

  it("names every field that is wrong, a line each", () => {
    const raw = { summary: "", tasks: [{ id: "T1", title: "Do it", files: "a.js", acceptance: [] }] };
    expect(readSubmission(planSchema, raw)).toEqual({
      problem: [
        "- summary: Too small: expected string to have >=1 characters",
        "- tasks.0.description: Invalid input: expected string, received undefined",
        "- tasks.0.files: Invalid input: expected array, received string",
        "- tasks.0.acceptance: Too small: expected array to have >=1 items",
      ].join("\n"),
    });
  });

  it("names ten problems at most", () => {
    const raw = { summary: "s", tasks: Array.from({ length: 11 }, () => "a task") };
    const reading = readSubmission(planSchema, raw);
    expect("problem" in reading && reading.problem.split("\n")).toEqual(
      Array.from({ length: 10 }, (_, at) => `- tasks.${at}: Invalid input: expected object, received string`),
    );
  });
});

describe("readSubmissionInText", () => {
  it.each([
    ["alone", json],
    ["with prose around it", `Here it is: ${json} — done.`],
    ["in a fence", `Done:\n\`\`\`json\n${json}\n\`\`\`\nBye`],
    ["in a fence without a language", `\`\`\`\n${json}\n\`\`\``],
    [
      "in the fence after one with code",
      `\`\`\`js\nif (a) { b() }\n\`\`\`\nand\n\`\`\`json\n${json}\n\`\`\``,
    ],
    ["in the fence after other JSON", `\`\`\`json\n{"a": 1}\n\`\`\`\n\`\`\`json\n${json}\n\`\`\``],
    [
      "in the last of two that fit",
      `\`\`\`\n{"summary": "an example", "files": []}\n\`\`\`\n\`\`\`\n${json}\n\`\`\``,
    ],
    ["in the fence before other JSON", `\`\`\`json\n${json}\n\`\`\`\n\`\`\`json\n{"a": 1}\n\`\`\``],
    ["in a fence on one line", `\`\`\` ${json} \`\`\` and not {this}`],
    ["cut off", json.slice(0, -2)],
    ["cut off after prose", `Here it is: ${json.slice(0, -2)}`],
  ])("finds a submission %s", (_, text) => {
    expect(readSubmissionInText(changeSchema, text)).toEqual(isRead);
  });

  it.each(["", "I have changed a.js as asked.", "function a() { return 1 }"])(
    "finds nothing in %j",
    (text) => {
      expect(readSubmissionInText(changeSchema, text)).toBeUndefined();
    },
  );

  it("reads no more of a text than the longest submission", () => {
    const text = `${json}${" ".repeat(longestSubmission - json.length + 1)}`;
    expect(readSubmissionInText(changeSchema, text)).toBeUndefined();
    expect(readSubmissionInText(changeSchema, text.slice(0, -1))).toEqual(isRead);
  });

  it("says what is wrong with an object that does not fit", () => {
    expect(readSubmissionInText(changeSchema, 'So: {"summary": "added it"}')).toEqual({
      problem: "- files: Invalid input: expected array, received undefined",
    });
  });
});

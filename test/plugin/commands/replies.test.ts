import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/machine/question.js";
import { readReply, replyLabel } from "../../../src/plugin/commands/replies.js";

const aboutTask: Reply[] = ["retry", "skip", "stop"];
const aboutLimit: Reply[] = ["continue", "stop"];

describe("readReply", () => {
  it.each([
    ["retry", { reply: "retry" }],
    ["  Skip ", { reply: "skip" }],
    ["STOP.", { reply: "stop" }],
    ['retry "use bcrypt"', { reply: "retry", guidance: "use bcrypt" }],
    ["Retry: use bcrypt", { reply: "retry", guidance: "use bcrypt" }],
    ["retry 'use\nbcrypt'", { reply: "retry", guidance: "use\nbcrypt" }],
    ['retry it\'s "bcrypt"', { reply: "retry", guidance: 'it\'s "bcrypt"' }],
    ['retry ""', { reply: "retry" }],
    ["use bcrypt", { reply: "retry", guidance: "use bcrypt" }],
    ['"use bcrypt"', { reply: "retry", guidance: "use bcrypt" }],
    ["constructor", { reply: "retry", guidance: "constructor" }],
    ["Stop using bcrypt", { reply: "retry", guidance: "Stop using bcrypt" }],
    ["Skip the validation", { reply: "retry", guidance: "Skip the validation" }],
    ["continue", undefined],
  ])("reads %j about a task", (answer, read) => {
    expect(readReply(answer, aboutTask)).toEqual(read);
  });

  it.each([
    ["continue", { reply: "continue" }],
    ["Stop", { reply: "stop" }],
    ["Continue!", { reply: "continue" }],
    ["retry", undefined],
    ["no, don't continue", undefined],
  ])("reads %j about a limit", (answer, read) => {
    expect(readReply(answer, aboutLimit)).toEqual(read);
  });

  it.each(["", "  \n "])("reads nothing from %j", (answer) => {
    expect(readReply(answer, aboutTask)).toBeUndefined();
  });

  it("takes own words for nothing where the run cannot go on", () => {
    expect(readReply("use bcrypt", ["stop"])).toBeUndefined();
  });

  it("reads back the label of every reply", () => {
    const all: Reply[] = ["retry", "skip", "continue", "stop"];
    expect(all.map(replyLabel)).toEqual(["Retry", "Skip", "Continue", "Stop"]);
    expect(all.map((reply) => readReply(replyLabel(reply), all))).toEqual(all.map((reply) => ({ reply })));
  });
});

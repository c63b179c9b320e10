import { describe, expect, it } from "vitest";
import { errorWords } from "../../src/contracts/error-words.js";
import { toFailure } from "../../src/contracts/failure.js";
import { describeError } from "../../src/hosts/opencode1/agents/host-errors.js";

const circular: { cause?: unknown } = new Error("round") as Error;
circular.cause = circular;

/** What was thrown or answered, and what is said of it. */
const cases: [string, unknown, string][] = [
  ["an Error", new Error("no way"), "no way"],
  ["text", "no way", "no way"],
  [
    "a fetch that failed",
    new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED 127.0.0.1:4096") }),
    "fetch failed: connect ECONNREFUSED 127.0.0.1:4096",
  ],
  [
    "a cause that the message tells",
    new Error("cannot: no way", { cause: new Error("no way") }),
    "cannot: no way",
  ],
  ["an Error without a message", new TypeError(), "TypeError"],
  ["one with a code only", Object.assign(new Error(), { code: "ECONNRESET" }), "ECONNRESET"],
  [
    "several Errors",
    Object.assign(new AggregateError([new Error("::1 refused"), new Error("127.0.0.1 refused")]), {
      code: "E",
    }),
    "::1 refused; 127.0.0.1 refused",
  ],
  [
    "OpenCode's error",
    { name: "UnknownError", data: { message: "Unexpected server error.", ref: "err_1" } },
    "Unexpected server error. (err_1 in OpenCode's log)",
  ],
  [
    "OpenCode's error without data",
    { name: "MessageOutputLengthError", data: {} },
    "MessageOutputLengthError",
  ],
  ["a provider's body", { error: { message: "overloaded", type: "server" } }, "overloaded"],
  ["a provider's body of text", { error: "overloaded" }, "overloaded"],
  ["an object of another shape", { status: 503 }, '{"status":503}'],
  ["a number", 503, "503"],
  ["a circle", circular, "round"],
  ["an empty object", {}, "an error without a message"],
  ["an empty Error", new Error(""), "an error without a message"],
  ["an empty text", " ", "an error without a message"],
  ["nothing", undefined, "an error without a message"],
  ["null", null, "an error without a message"],
];

describe("an error", () => {
  it.each(cases)("has words: %s", (_, error, words) => {
    expect(errorWords(error)).toBe(words);
  });

  it.each(cases)("has words as a failure of the run and of OpenCode: %s", (_, error, words) => {
    expect(toFailure(error, "checks").message).toBe(words);
    expect(describeError(error).message).toBe(words);
  });
});

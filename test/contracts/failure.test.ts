import { describe, expect, it } from "vitest";
import { noUsage } from "../../src/contracts/agent.js";
import { ActorError, toFailure } from "../../src/contracts/failure.js";

describe("a failure's message", () => {
  const flood = `first line\n\tsecond\u001b[31m line ${"x".repeat(1_000_000)}`;

  it("is one line of at most 500 characters, whatever a model or a provider wrote", () => {
    const { failure, message } = new ActorError({ kind: "provider", actor: "coder", message: flood });
    expect(failure.message).toMatch(/^first line second \[31m line x+…$/);
    expect(failure.message).toHaveLength(500);
    expect(message).toBe(failure.message);
  });

  it("is so too for what was thrown by others", () => {
    expect(toFailure(new Error(flood), "checks").message).toHaveLength(500);
    expect(toFailure("no\nluck", "checks")).toMatchObject({
      kind: "tool",
      message: "no luck",
      retryable: true,
    });
  });
});

describe("a failure", () => {
  it.each([
    ["auth", false],
    ["model", false],
    ["aborted", false],
    ["deadline", true],
    ["submission", true],
    ["provider", true],
    ["tool", true],
  ] as const)("of kind %s may be tried again: %s", (kind, retryable) => {
    const { failure } = new ActorError({ kind, actor: "coder", message: "it failed" });
    expect(failure.retryable).toBe(retryable);
  });

  it("of an actor is handed on as the actor told it, whoever asks", () => {
    const error = new ActorError({
      kind: "provider",
      actor: "coder",
      message: "overloaded",
      model: "acme/small",
      session: "ses_1",
      usage: { ...noUsage, input: 12, cost: 0.5 },
      seconds: 7,
    });
    expect(toFailure(error, "checks")).toEqual({
      kind: "provider",
      actor: "coder",
      message: "overloaded",
      model: "acme/small",
      session: "ses_1",
      retryable: true,
      usage: { ...noUsage, input: 12, cost: 0.5 },
      seconds: 7,
    });
  });
});

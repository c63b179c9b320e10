import { describe, expect, it } from "vitest";
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

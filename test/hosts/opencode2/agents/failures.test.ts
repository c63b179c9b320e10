import { expect, it } from "vitest";
import { describeFailure } from "../../../../src/hosts/opencode2/agents/failures.js";

it.each([
  [
    { type: "provider.auth", message: "No such key" },
    { kind: "auth", message: "the provider refused the key: No such key. Choose another model" },
  ],
  [
    { type: "provider.api", message: "Forbidden", status: 403 },
    { kind: "auth", message: "the provider refused the key: Forbidden. Choose another model" },
  ],
  [
    { type: "provider.model-not-found", message: "m9 is unknown" },
    { kind: "model", message: "m9 is unknown" },
  ],
  [
    { type: "unknown", message: "Model scripted/m9 not found" },
    { kind: "model", message: "Model scripted/m9 not found" },
  ],
  [
    { type: "aborted", message: "Step interrupted" },
    { kind: "aborted", message: "the session was stopped" },
  ],
  [
    { type: "provider.rate-limit", message: "Slow down", status: 429 },
    { kind: "provider", message: "Slow down (HTTP 429)" },
  ],
  [
    { type: "unknown", message: "A hiccup" },
    { kind: "provider", message: "A hiccup" },
  ],
  [{ type: "unknown" }, { kind: "provider", message: "unknown" }],
  [{}, { kind: "provider", message: "the session failed" }],
])("%j means %j", (failure, meaning) => {
  expect(describeFailure(failure)).toEqual(meaning);
});

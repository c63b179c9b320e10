import { expect, it } from "vitest";
import { describeError } from "../../../../src/hosts/opencode1/agents/host-errors.js";

it.each([
  [
    { name: "ProviderAuthError", data: { providerID: "acme", message: "no key" } },
    "auth",
    /^the provider refused the key: no key\. Run `opencode providers`/,
  ],
  [
    { name: "APIError", data: { statusCode: 403, message: "forbidden" } },
    "auth",
    /^the provider refused the key: forbidden/,
  ],
  [
    { name: "ProviderModelNotFoundError", data: { providerID: "acme", modelID: "huge" } },
    "model",
    /^model not found: acme\/huge\. Choose another/,
  ],
  [{ name: "UnknownError", data: { message: "Model not found: acme/huge." } }, "model", /acme\/huge/],
  [{ name: "MessageAbortedError", data: { message: "Aborted" } }, "aborted", /^the session was stopped$/],
  [{ name: "APIError", data: { statusCode: 500, message: "boom" } }, "provider", /^boom \(HTTP 500\)$/],
  [
    new TypeError("fetch failed", { cause: new Error("read ECONNRESET") }),
    "provider",
    /^fetch failed: read ECONNRESET$/,
  ],
  [{}, "provider", /^an error without a message$/],
])("%j is told with its kind", (error, kind, message) => {
  const described = describeError(error);
  expect(described.kind).toBe(kind);
  expect(described.message).toMatch(message);
});

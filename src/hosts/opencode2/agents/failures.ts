import type { FailureKind } from "../../../contracts/failure.js";
import type { HostFailure } from "../context.js";

/** What a failure that OpenCode 2 tells of means to the loop. */
export function describeFailure({ type = "", message = "", status }: HostFailure): {
  kind: FailureKind;
  message: string;
} {
  const text = message || type || "the session failed";
  if (/auth/.test(type) || status === 401 || status === 403) {
    return { kind: "auth", message: `the provider refused the key: ${text}. Choose another model` };
  }
  if (/model.*not[ -]?found|unknown model/i.test(`${type} ${text}`)) return { kind: "model", message: text };
  if (/abort|interrupt/.test(type)) return { kind: "aborted", message: "the session was stopped" };
  return { kind: "provider", message: status ? `${text} (HTTP ${status})` : text };
}

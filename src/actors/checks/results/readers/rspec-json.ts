import { failureMessage } from "../failure-message.js";
import { parsedObject } from "../parsed-object.js";
import type { ResultReader } from "../result-reader.js";

/** What RSpec's `json` formatter writes. */
export const readRspecJson: ResultReader = (text) => {
  const parsed = parsedObject<RspecResults>(text, "examples");
  if (!parsed?.summary) return undefined;
  const outside = parsed.summary.errors_outside_of_examples_count ?? 0;
  const said = (parsed.messages ?? []).filter((message) => /\berror occurred\b/i.test(message));
  return {
    tests: parsed.examples.map(({ description, full_description, status, file_path, exception }) => ({
      file: file_path,
      suite: full_description.endsWith(description)
        ? full_description.slice(0, -description.length).trim() || undefined
        : undefined,
      name: description,
      status: status === "pending" ? "skipped" : status,
      ...(status === "failed" && { message: failureMessage(exception?.message, exception?.class) }),
    })),
    crashes: Array.from({ length: Math.max(outside, said.length) }, (_, at) => ({
      file: /while loading (\S+?)\.(?:\s|$)/.exec(said[at] ?? "")?.[1],
      message: failureMessage(said[at], "an error occurred outside of the examples"),
    })),
  };
};

interface RspecResults {
  messages?: string[];
  examples: {
    description: string;
    full_description: string;
    status: "passed" | "failed" | "pending";
    file_path: string;
    exception?: { class?: string; message?: string };
  }[];
  summary?: { errors_outside_of_examples_count?: number };
}

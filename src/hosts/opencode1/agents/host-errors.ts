import { errorWords } from "../../../contracts/error-words.js";
import type { FailureKind } from "../../../contracts/failure.js";

export interface HostError {
  kind: FailureKind;
  message: string;
}

interface ErrorShape {
  name?: string;
  data?: { statusCode?: number; providerID?: string; modelID?: string };
}

/** What an error of OpenCode's API or messages means to the loop. */
export function describeError(error: unknown): HostError {
  const { name = "", data } = (typeof error === "object" && error !== null ? error : {}) as ErrorShape;
  const text = errorWords(error);
  if (name === "ProviderAuthError" || data?.statusCode === 401 || data?.statusCode === 403) {
    return {
      kind: "auth",
      message: `the provider refused the key: ${text}. Run \`opencode providers\` or choose another model`,
    };
  }
  if (name === "ProviderModelNotFoundError" || /model not found/i.test(text)) {
    const model = data?.modelID ? `model not found: ${data.providerID}/${data.modelID}` : text;
    return { kind: "model", message: `${model}. Choose another with \`/models\`` };
  }
  if (name === "MessageAbortedError") return { kind: "aborted", message: "the session was stopped" };
  return { kind: "provider", message: data?.statusCode ? `${text} (HTTP ${data.statusCode})` : text };
}

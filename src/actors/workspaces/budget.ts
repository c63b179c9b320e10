import { count } from "../../contracts/count.js";
import { ActorError } from "../../contracts/failure.js";

export interface WorkspaceLimits {
  /** What a copy may take on the disk. Links take nothing. */
  bytes: number;
  /** Files and links of a copy. */
  files: number;
  /** To bring a copy to a tree, without the work that is done in it. */
  seconds: number;
}

export const defaultLimits: WorkspaceLimits = { bytes: 2_000_000_000, files: 200_000, seconds: 120 };

/** What is left of the limits while one copy is made. */
export interface Budget {
  /**
   * Call it before something is written.
   *
   * @throws ActorError of `checks` when it does not fit, or the time is used up
   * @throws the reason of the signal
   */
  spend(bytes: number, files?: number): void;
  /** Whether that much would fit. */
  fits(bytes: number, files: number): boolean;
  secondsLeft(): number;
}

export function createBudget(limits: WorkspaceLimits, signal: AbortSignal): Budget {
  const started = performance.now();
  const secondsLeft = () => limits.seconds - (performance.now() - started) / 1_000;
  let [bytes, files] = [0, 0];
  return {
    spend(moreBytes, moreFiles = 1) {
      signal.throwIfAborted();
      if (secondsLeft() <= 0) throw refusal(`It took longer than the ${limits.seconds} s that it may take`);
      bytes += moreBytes;
      files += moreFiles;
      if (bytes > limits.bytes) {
        throw refusal(`It needs more than the ${megabytes(limits.bytes)} on the disk that it may take`);
      }
      if (files > limits.files)
        throw refusal(`It needs more than the ${count(limits.files, "file")} that it may have`);
    },
    fits: (moreBytes, moreFiles) => bytes + moreBytes <= limits.bytes && files + moreFiles <= limits.files,
    secondsLeft: () => Math.max(secondsLeft(), 0.1),
  };
}

/** A copy that is not made, or not believed. Trying again cannot help. */
export function refusal(reason: string, cause?: unknown): ActorError {
  const message = `No copy of the project could be made to run checks on an earlier state. ${reason}`;
  return new ActorError({ kind: "tool", actor: "checks", message, retryable: false }, { cause });
}

export function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000)} MB`;
}

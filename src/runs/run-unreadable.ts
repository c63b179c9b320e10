/** A file of a run's folder that cannot be used. The message names it, says why, and what to do. */
export class RunUnreadable extends Error {
  constructor(file: string, reason: string, options?: { cause?: unknown }) {
    super(`${file} ${reason}`, options);
    this.name = "RunUnreadable";
  }
}

/**
 * Survivors of the full suites that somebody has read. `equivalent`: no input tells the fault from the code.
 *
 * @type {{ project: string, after: string, verdict: "equivalent" | "missing test" }[]}
 */
export const readByHand = [];

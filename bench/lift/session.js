import { tokens } from "./costs.js";

/** A session's tokens: every request carries all that came before it. */
export function openSession(agent) {
  let made = 0;
  return {
    /** @returns what so many more requests use */
    ask(requests) {
      const first = made;
      made += requests;
      const steps = (requests * (first + made - 1)) / 2;
      return {
        requests,
        input: requests * tokens.overhead[agent] + steps * tokens.step,
        output: requests * tokens.output,
      };
    },
  };
}

/** What several calls used. */
export function sum(used) {
  const total = { requests: 0, tokens: 0, strongTokens: 0 };
  for (const { requests, input, output, isStrong } of used) {
    total.requests += requests;
    total.tokens += input + output;
    if (isStrong) total.strongTokens += input + output;
  }
  return total;
}

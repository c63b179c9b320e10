import { count } from "../contracts/count.js";
import type { Evidence, Probe } from "../contracts/evidence.js";
import { secondsText } from "./amounts.js";

/**
 * What is known of whether the checks look at a change, like `3 tests fail without it, 5 of 6 seeded faults noticed
 * (16 s, beside the review)` or `not tried: no copy of the tree can be made`; "" where nothing was to be tried.
 */
export function evidenceText({ probes, state, reason, seconds }: Evidence): string {
  if (state === "nothing") return `nothing in it can be noticed by a check${reason ? `: ${reason}` : ""}`;
  if (probes.length === 0) return state === "open" ? "" : `not tried${reason ? `: ${reason}` : ""}`;
  const whole = probes.findLast(({ file }) => file === undefined);
  const faults = probes.filter(({ file }) => file !== undefined);
  const noticed = faults.filter(({ outcome }) => outcome === "noticed");
  const facts = [
    whole ? withoutIt(whole) : "",
    faults.length > 0 ? `${noticed.length} of ${count(faults.length, "seeded fault")} noticed` : "",
    reason ?? "",
  ].filter(Boolean);
  return `${facts.join(", ")} (${secondsText(seconds)}, beside the review)`;
}

function withoutIt({ outcome, tests }: Probe): string {
  if (outcome === "survived") return "no check fails without it";
  return tests === undefined
    ? "a check fails without it"
    : `${count(tests, "test fails", "tests fail")} without it`;
}

import { describe, expect, it } from "vitest";
import type { Evidence, Probe } from "../../src/contracts/evidence.js";
import { isNoticed, noEvidence, unnoticedErrors, withProbe } from "../../src/machine/noticing.js";

const limits = { faults: 6, seconds: 10, minimum: 0, required: false };
const whole = (outcome: Probe["outcome"]): Probe => ({
  kind: "change taken back",
  outcome,
  by: [],
  seconds: 1,
});
const fault = (outcome: Probe["outcome"], line = 3): Probe => ({
  ...whole(outcome),
  kind: "constant",
  file: "a.js",
  line,
  before: "  return 1;",
  after: "  return 2;",
});
const evidence = (state: Evidence["state"], ...probes: Probe[]): Evidence => ({ probes, state, seconds: 1 });

describe("withProbe", () => {
  it("adds a probe and its time", () => {
    const one = withProbe(noEvidence, { probe: whole("noticed"), seconds: 2 }, limits);
    expect(one).toEqual({ probes: [whole("noticed")], state: "open", seconds: 2 });
  });

  it("ends where the time is up, and says so", () => {
    const late = withProbe({ ...noEvidence, seconds: 9 }, { probe: fault("survived"), seconds: 1 }, limits);
    expect(late).toMatchObject({ state: "tried", seconds: 10, reason: "10 s were up" });
  });

  it("counts what was tried, also where the rest could not be", () => {
    const begun = evidence("open", whole("noticed"));
    const cut = withProbe(begun, { state: "notTried", reason: "the disk is full", seconds: 0 }, limits);
    expect(cut).toMatchObject({ state: "tried", reason: "the disk is full", probes: [whole("noticed")] });
    expect(withProbe(noEvidence, { state: "notTried", reason: "no git", seconds: 0 }, limits)).toEqual({
      probes: [],
      state: "notTried",
      reason: "no git",
      seconds: 0,
    });
  });
});

describe("unnoticedErrors", () => {
  const told = (given: Evidence, minimum = 0) =>
    unnoticedErrors(given, { ...limits, minimum }).map(({ fingerprint }) => fingerprint);

  it("are none where something is noticed, was not tried, or can still be", () => {
    expect(told(evidence("tried", whole("survived"), fault("noticed")))).toEqual([]);
    expect(told(evidence("notTried"))).toEqual([]);
    expect(told(evidence("nothing"))).toEqual([]);
    expect(told(evidence("open", whole("survived")))).toEqual([]);
    expect(told({ ...evidence("tried", whole("survived")), reason: "10 s were up" })).toEqual([]);
  });

  it("say what to do where nothing is noticed, with a fault as an example", () => {
    const [error] = unnoticedErrors(evidence("tried", whole("survived"), fault("survived")), limits);
    expect(error?.text).toBe(
      'take the change back and every check still passes, and with "return 1;" as "return 2;" (a.js:3) too: nothing tests it; add a test that fails without it',
    );
    expect(unnoticedErrors(evidence("tried", fault("survived")), limits)[0]?.text).toContain("a.js:3");
  });

  it("are there where fewer faults are noticed than the share that must be", () => {
    const half = evidence("tried", whole("noticed"), fault("noticed"), fault("survived", 4));
    expect([told(half, 0.5), told(half, 0.6)]).toEqual([[], ["unnoticed faults"]]);
    expect(unnoticedErrors(half, { ...limits, minimum: 1 })[0]?.text).toContain(
      "1 of 2 seeded faults survive",
    );
  });

  it("count a single fault in the singular", () => {
    const one = evidence("tried", whole("noticed"), fault("survived", 4));
    expect(unnoticedErrors(one, { ...limits, minimum: 1 })[0]?.text).toContain(
      "1 of 1 seeded fault survives",
    );
  });

  it("of a share count faults alone", () => {
    expect(told(evidence("tried", whole("noticed")), 1)).toEqual([]);
  });
});

it("one probe that is noticed is enough", () => {
  expect(isNoticed(evidence("open", whole("survived"), fault("noticed")))).toBe(true);
  expect(isNoticed(evidence("tried", whole("survived")))).toBe(false);
});

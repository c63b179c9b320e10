import { afterAll, beforeAll, describe, test } from "vitest";
import { byCommand, quickFaults, refusedKey, setFaultyStage, sufferForEver } from "../support/faults.js";
import type { Stage } from "../support/mission.js";

describe("what strikes a role for ever is asked about with agent, model and cause; mended, Retry leads to the end:", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setFaultyStage({ callRetries: 0 });
  });
  afterAll(() => stage.end());

  for (const fault of quickFaults) test(fault.name, () => sufferForEver(stage, fault));

  test(`${refusedKey.name}, which is not tried again, so that once is as good as for ever`, () =>
    sufferForEver(stage, refusedKey, byCommand));
});

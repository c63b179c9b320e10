import { describe, test } from "vitest";
import {
  cutStream,
  type Fault,
  roles,
  setFaultyStage,
  silence,
  sufferForEver,
  sufferOnce,
} from "../support/faults.js";
import type { Stage } from "../support/mission.js";

/** Missions that mostly wait, each on a stage of its own. */
describe.concurrent("a provider that is there but brings nothing to an end:", { timeout: 180_000 }, () => {
  for (const fault of [silence, cutStream]) {
    test(`${fault.name}, once for every role, costs a try`, () => onStage(2, fault, sufferOnce));
    test(`${fault.name}, for ever, is asked about`, () => onStage(0, fault, sufferForEver));
  }
});

async function onStage(
  callRetries: number,
  fault: Fault,
  suffer: (stage: Stage, fault: Fault) => Promise<void>,
): Promise<void> {
  const timeoutSeconds = 6;
  const agents = Object.fromEntries(roles.map((role) => [role, { timeoutSeconds }]));
  const stage = await setFaultyStage({ callRetries, agents });
  try {
    await suffer(stage, fault);
  } finally {
    await stage.end();
  }
}

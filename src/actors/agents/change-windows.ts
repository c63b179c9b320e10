import type { ChangeInput } from "../../contracts/actor.js";
import type { AgentResult } from "../../contracts/agent.js";
import type { Change } from "../../contracts/change.js";
import type { Activity, Checkpoints } from "../../contracts/checkpoints.js";
import { errorWords } from "../../contracts/error-words.js";
import { ActorError } from "../../contracts/failure.js";
import type { ChangeKey, SubmittedChanges } from "../../contracts/submitted-changes.js";

export interface ChangeWindowOptions {
  checkpoints: Checkpoints;
  submitted: SubmittedChanges;
}

/** Makes a change, and tells at its end who wrote what. */
type Make<Submission> = (closed: (activity: Activity) => void) => Promise<AgentResult<Submission>>;

/** Every change to the tree is a window of its own, one after the other. */
export function createChangeWindows({ checkpoints, submitted }: ChangeWindowOptions) {
  let lastChange: Promise<unknown> = Promise.resolve();

  /**
   * A window starts at its checkpoint: what an unfinished earlier try left is taken back first. It waits for one that
   * was stopped and still closes its session, whose end would otherwise close this one's window.
   */
  function inWindow<Submission>(
    actor: string,
    { checkpoint }: Pick<ChangeInput, "checkpoint">,
    make: Make<Submission>,
    found: () => AgentResult<Submission> | undefined = () => undefined,
  ): Promise<AgentResult<Submission>> {
    const result = lastChange.then(async () => {
      const known = found();
      if (known) {
        await checkpoints.close();
        return known;
      }
      await checkpoints.rollBack(checkpoint);
      await checkpoints.open(checkpoint);
      let activity: Activity = { spans: [], files: [] };
      const closed = (seen: Activity) => {
        activity = seen;
      };
      let made: AgentResult<Submission>;
      try {
        made = await make(closed);
      } catch (error) {
        // Why the call failed, and what it used, must not be lost behind a second error.
        await checkpoints.close(activity).catch(() => {});
        throw error;
      }
      await checkpoints.close(activity).catch((cause) => {
        const message = `what the ${actor} changed could not be recorded: ${errorWords(cause)}`;
        // Not the agent's failure: its call is found again, and counted then.
        throw new ActorError({ kind: "tool", actor: "checkpoint", message }, { cause });
      });
      return made;
    });
    lastChange = result.catch(() => {});
    return result;
  }

  /** A change that was handed in before a crash is found again, and is not made twice. */
  function makeChange(
    actor: ChangeKey["actor"],
    input: ChangeInput,
    make: Make<Change>,
  ): Promise<AgentResult<Change>> {
    const key = { actor, task: input.task.id, attempt: input.attempt };
    const makeOnce: Make<Change> = async (closed) => {
      const made = await make(closed);
      submitted.add(key, made);
      return made;
    };
    return inWindow(actor, input, makeOnce, () => submitted.find(key));
  }

  return { inWindow, makeChange };
}

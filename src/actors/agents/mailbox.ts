import type { AgentRole } from "../../contracts/agent.js";
import { ActorError } from "../../contracts/failure.js";
import type * as z from "../../contracts/zod.js";
import type { SignsOfLife, SubmitAnswer } from "./agent-port.js";
import { longestSubmission, type Reading, readSubmission } from "./lenient-json.js";

/** What an agent must hand in. */
export interface Expected<Submission> {
  role: AgentRole;
  /** May ask for more than the shape of the tool. */
  schema: z.ZodType<Submission>;
  /**
   * Holds a submission that fits the schema against the facts, and returns what is wrong with it in the agent's words.
   * It ends with its signal; while it runs, the agent counts as alive. What it throws fails the call.
   */
  verify?(submission: Submission, signal: AbortSignal): Promise<string | undefined>;
}

/** Takes what the agent of one call hands in, and judges it. */
export interface Mailbox<Submission> {
  /** One after the other: a model may call the tool twice at once. */
  deliver(raw: unknown): Promise<SubmitAnswer>;
  /** What fits the schema, held against the facts. */
  verified(reading: Reading<Submission>): Promise<Reading<Submission>>;
  /** Something came that could not even be read. */
  refuse(): void;
  countRequest(): boolean;
  /** When all that was delivered is judged. */
  accepted(): Promise<{ value: Submission } | undefined>;
  lastProblem(): string;
  /** Rejects when too many invalid submissions came. */
  givenUp: Promise<never>;
}

/** How many invalid submissions of one call are answered before the call has failed. */
const invalidSubmissions = 5;
/** How many model requests a call may take: a model that reads for ever shows signs of life for ever. */
const maxRequests = 60;

/** @param signal ends what still verifies a submission when the call is over */
export function openMailbox<Submission>(
  { role, schema, verify }: Expected<Submission>,
  signs: Pick<SignsOfLife, "alive">,
  signal: AbortSignal,
): Mailbox<Submission> {
  let reading: Reading<Submission> | undefined;
  let judged: Promise<unknown> = Promise.resolve();
  let invalid = 0;
  let requests = 0;
  let giveUp: (error: unknown) => void = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  givenUp.catch(() => {});
  const countInvalid = (problem: string) => {
    invalid++;
    if (invalid < invalidSubmissions) return;
    const message = `the ${role} sent ${invalid} invalid submissions; the last one: ${problem}`;
    giveUp(new ActorError({ kind: "submission", actor: role, message }));
  };
  const received = () => (reading && "value" in reading ? reading : undefined);
  const verified = async (read: Reading<Submission>): Promise<Reading<Submission>> => {
    if ("problem" in read || !verify) return read;
    const problem = await whileAlive(signs, signal, () => verify(read.value, signal));
    return problem === undefined ? read : { problem };
  };
  const judge = async (raw: unknown): Promise<SubmitAnswer> => {
    if (received()) return { accepted: true, text: "Already received. You are done." };
    const length = JSON.stringify(raw)?.length ?? 0;
    if (length > longestSubmission) {
      // Every further request of this session would carry it: there is no use in asking for a shorter one here.
      const message = `the ${role} sent a submission of ${length} characters; at most ${longestSubmission} are allowed`;
      giveUp(new ActorError({ kind: "submission", actor: role, message }));
      return { accepted: false, text: "Not accepted: too long." };
    }
    reading = await verified(readSubmission(schema, raw));
    if ("value" in reading) return { accepted: true, text: "Received. You are done; end your turn." };
    countInvalid(reading.problem);
    return {
      accepted: false,
      text: `Not accepted:\n${reading.problem}\nMend this and call the tool again.`,
    };
  };
  return {
    givenUp,
    verified,
    countRequest() {
      requests++;
      if (requests <= maxRequests) return true;
      const message = `the ${role} asked its model ${maxRequests} times and did not hand in`;
      giveUp(new ActorError({ kind: "submission", actor: role, message }));
      return false;
    },
    refuse: () => countInvalid("a tool call that is not JSON or names no tool"),
    accepted: () => judged.then(received),
    lastProblem: () => (reading && "problem" in reading ? reading.problem : ""),
    deliver(raw) {
      const answer = judged
        .then(() => judge(raw))
        .catch((error: unknown): SubmitAnswer => {
          giveUp(error);
          return { accepted: false, text: "Not accepted: it could not be checked." };
        });
      judged = answer;
      return answer;
    },
  };
}

const aliveMilliseconds = 1_000;

/** A slow suite is no silence of the agent; only the deadline of the whole call ends it. */
async function whileAlive<Result>(
  { alive }: Pick<SignsOfLife, "alive">,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  alive();
  const timer = setInterval(alive, aliveMilliseconds);
  timer.unref();
  const stop = () => clearInterval(timer);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await work();
  } finally {
    stop();
    signal.removeEventListener("abort", stop);
    alive();
  }
}

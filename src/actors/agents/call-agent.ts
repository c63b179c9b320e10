import { type AgentResult, type AgentRole, addUsage } from "../../contracts/agent.js";
import type { Activity } from "../../contracts/checkpoints.js";
import { errorWords } from "../../contracts/error-words.js";
import { ActorError, type Failure } from "../../contracts/failure.js";
import { oneLine } from "../../contracts/one-line.js";
import type { AgentPort, AgentSession } from "./agent-port.js";
import { briefRoom, lengthOf } from "./brief-room.js";
import { type Deadline, startDeadline } from "./deadline.js";
import { readSubmissionInText } from "./lenient-json.js";
import { type Expected, type Mailbox, openMailbox } from "./mailbox.js";
import type { SubmitTool } from "./submit-tools.js";

/** How an agent is called, and what it must hand in. */
export interface AgentCall<Submission> extends Expected<Submission> {
  title: string;
  taskId?: string;
  attempt: number;
  /** What the agent is told, at most `room` long as of `briefRoom`. */
  brief(room: number): string;
  tool: SubmitTool;
  /** Told when the session is closed, however it ended. */
  closed?(activity: Activity): void;
  /** In all; a third of it without a sign of life ends the call too. */
  deadlineSeconds: number;
}

/** A call whose result nobody waits for any more was paid for nevertheless. */
export type Abandoned = (
  call: Pick<AgentCall<unknown>, "role" | "taskId">,
  result: Omit<AgentResult<unknown>, "submission">,
) => void;

/** How often a turn that ended without a submission is asked for it again. */
const reminders = 2;

/**
 * One agent call, from a fresh session to a valid submission. A brief that the provider refuses for its length is
 * cut to half of it and told once more, in another session.
 * @throws ActorError with what the call used, or the signal's reason when it was stopped from outside.
 */
export async function callAgent<Submission>(
  port: AgentPort,
  call: AgentCall<Submission>,
  signal: AbortSignal,
  abandoned: Abandoned = () => {},
): Promise<AgentResult<Submission>> {
  try {
    return await callOnce(port, call, signal, abandoned);
  } catch (error) {
    if (!(error instanceof TooLongError) || signal.aborted) throw error;
    const half = { ...call, brief: () => call.brief(Math.floor(error.length / 2)) };
    const { usage: spent, seconds } = error.failure;
    const withBoth = <Used extends Pick<AgentResult<unknown>, "usage" | "seconds">>(used: Used): Used => ({
      ...used,
      usage: addUsage(used.usage, spent),
      seconds: used.seconds + seconds,
    });
    return callOnce(port, half, signal, (which, used) => abandoned(which, withBoth(used))).then(
      withBoth,
      (again: unknown) => {
        throw again instanceof ActorError ? new ActorError(withBoth(again.failure), { cause: again }) : again;
      },
    );
  }
}

/** Nothing was done yet: the brief itself is too long, by the provider's word. */
class TooLongError extends ActorError {
  /** Of the brief, as `lengthOf` counts. */
  readonly length: number;

  constructor(
    failure: ConstructorParameters<typeof ActorError>[0],
    length: number,
    options?: { cause?: unknown },
  ) {
    super(failure, options);
    this.length = length;
  }
}

async function callOnce<Submission>(
  port: AgentPort,
  call: AgentCall<Submission>,
  signal: AbortSignal,
  abandoned: Abandoned,
): Promise<AgentResult<Submission>> {
  const deadline = startDeadline(
    { silenceSeconds: call.deadlineSeconds / 3, totalSeconds: call.deadlineSeconds },
    (what) => new ActorError({ kind: "deadline", actor: call.role, message: `the ${call.role} ${what}` }),
  );
  const over = new AbortController();
  const mailbox = openMailbox(call, deadline, over.signal);
  let opening: Promise<AgentSession> | undefined;
  let session: AgentSession | undefined;
  try {
    signal.throwIfAborted();
    const stopped = whenAborted(signal);
    opening = openSession(port, call, mailbox, deadline);
    session = await Promise.race([opening, stopped, deadline.passed]);
    const submission = await Promise.race([
      converse(session, call, mailbox),
      mailbox.givenUp,
      stopped,
      deadline.passed,
    ]);
    const usage = await session.close("done");
    call.closed?.(session.activity());
    return { submission, usage, seconds: deadline.seconds(), session: session.id };
  } catch (error) {
    over.abort(error);
    const seconds = deadline.seconds();
    if (!session) opening?.then((late) => late.close("failed")).catch(() => {});
    const ended = session && { usage: await session.close("failed"), session: session.id };
    if (session) call.closed?.(session.activity());
    if (signal.aborted) {
      if (ended) abandoned(call, { ...ended, seconds });
      throw signal.reason;
    }
    throw asActorError(error, call.role, {
      seconds,
      ...ended,
      model: session?.model ?? port.modelOf(call),
    });
  } finally {
    deadline.end();
  }
}

async function openSession<Submission>(
  port: AgentPort,
  { role, title, taskId, attempt, tool }: AgentCall<Submission>,
  mailbox: Mailbox<Submission>,
  signs: Deadline,
): Promise<AgentSession> {
  return port.open({
    role,
    title,
    attempt,
    tool: tool.name,
    submit: mailbox.deliver,
    requested: mailbox.countRequest,
    garbled: mailbox.refuse,
    signs,
    ...(taskId === undefined ? {} : { taskId }),
  });
}

async function converse<Submission>(
  session: AgentSession,
  call: AgentCall<Submission>,
  mailbox: Mailbox<Submission>,
): Promise<Submission> {
  const tool = call.tool.name;
  const brief = call.brief(briefRoom(session.limits));
  let text = brief;
  let problem = "";
  for (let asked = 0; asked <= reminders; asked++) {
    const turn = await session.ask(text);
    const submitted = await mailbox.accepted();
    if (submitted) return submitted.value;
    if (turn.failure && turn.isTooLong && asked === 0) throw tooLong(session, call.role, brief, turn.failure);
    if (turn.failure) {
      throw new ActorError({ ...turn.failure, actor: call.role });
    }
    // Half an object would be completed to something that the agent did not mean.
    const written = turn.cut ? undefined : readSubmissionInText(call.schema, turn.text);
    const reading = written && (await mailbox.verified(written));
    if (reading && "value" in reading) return reading.value;
    const misfit = reading?.problem ?? mailbox.lastProblem();
    const refused = turn.refused?.length ? `the user refused: ${turn.refused.join(", ")}` : "";
    problem = (turn.cut && cutWords(turn.cut)) || refused || misfit || wording(turn.text);
    text = [
      ...(turn.cut ? shorterWords(turn.cut) : [`Your turn ended without a valid call of ${tool}.`]),
      ...(refused ? [`But ${refused}. Do without it.`] : []),
      ...(misfit ? [`What you wrote does not fit:\n${misfit}`] : []),
      turn.cut ? `Go on where you were, and end with a call of ${tool}.` : `Call ${tool} now.`,
    ].join("\n");
  }
  throw new ActorError({
    kind: "submission",
    actor: call.role,
    message: `the ${call.role} ended without a valid ${tool}, also after ${reminders} reminders: ${problem}`,
  });
}

function tooLong(
  { model }: AgentSession,
  role: AgentRole,
  brief: string,
  { message }: Pick<Failure, "message">,
): TooLongError {
  const length = lengthOf(brief);
  const words = `the brief of the ${role} (${length} characters) is too long for ${model}: ${message}. Choose a model with a larger context`;
  return new TooLongError({ kind: "model", actor: role, message: words }, length);
}

function cutWords({ tokens }: { tokens: number }): string {
  const where = tokens > 0 ? `cut at ${tokens} tokens` : "cut";
  return `its answer was ${where}, the output limit of the model (\`limit.output\` in its configuration)`;
}

function shorterWords({ tokens }: { tokens: number }): string[] {
  const where = tokens > 0 ? ` at ${tokens} tokens` : "";
  return [
    `Your answer was cut${where}: you cannot write more in one answer, and a call that is cut is lost.`,
    "Write less at once: a long file in several short edits, a submission with fewer and shorter texts.",
  ];
}

/** What a turn without a submission said. */
function wording(text: string): string {
  return text.trim() ? `it only wrote "${oneLine(text)}"` : "its answer was empty";
}

function whenAborted(signal: AbortSignal): Promise<never> {
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  stopped.catch(() => {});
  return stopped;
}

function asActorError(error: unknown, role: AgentRole, known: Partial<Failure>): ActorError {
  if (error instanceof TooLongError)
    return new TooLongError({ ...error.failure, ...known }, error.length, { cause: error });
  if (error instanceof ActorError) return new ActorError({ ...error.failure, ...known }, { cause: error });
  const message = errorWords(error);
  return new ActorError({ kind: "provider", actor: role, message, ...known }, { cause: error });
}

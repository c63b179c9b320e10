import { afterEach, describe, expect, it, vi } from "vitest";
import type { AgentPort, AgentSession, AgentTurn } from "../../../src/actors/agents/agent-port.js";
import { type Abandoned, type AgentCall, callAgent } from "../../../src/actors/agents/call-agent.js";
import { submitChange } from "../../../src/actors/agents/submit-tools.js";
import { addUsage, noUsage } from "../../../src/contracts/agent.js";
import { type Change, changeSchema } from "../../../src/contracts/change.js";
import { ActorError, type Failure } from "../../../src/contracts/failure.js";
import { fakePort, never, portWith, submits, used } from "./fake-port.js";

afterEach(() => {
  vi.useRealTimers();
});

const change: Change = { summary: "added it", files: ["a.js"] };
const call: AgentCall<Change> = {
  role: "coder",
  title: "Code T1: Add it",
  taskId: "T1",
  attempt: 0,
  brief: () => "the brief",
  tool: submitChange,
  schema: changeSchema,
  deadlineSeconds: 30,
};

/** A call, with time standing still unless a test moves it. */
function start(port: AgentPort, signal = new AbortController().signal, abandoned?: Abandoned) {
  vi.useFakeTimers();
  return callAgent(port, call, signal, abandoned);
}

async function failureOf(result: Promise<unknown>): Promise<Failure> {
  const error = await result.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ActorError)) throw new Error(`not an ActorError: ${error}`);
  return error.failure;
}

const missing = { summary: "no files" };
const missingProblem = "- files: Invalid input: expected array, received undefined";
const notAccepted = {
  accepted: false,
  text: `Not accepted:\n${missingProblem}\nMend this and call the tool again.`,
};
const received = { accepted: true, text: "Received. You are done; end your turn." };

const tooLong: AgentTurn = {
  text: "",
  failure: { kind: "provider", message: "prompt is too long" },
  isTooLong: true,
};

describe("a brief", () => {
  const long: AgentCall<Change> = { ...call, brief: (room) => "x".repeat(Math.min(room, 100_000)) };
  const lengths = (texts: string[]) => texts.map((text) => text.length);
  const never = new AbortController().signal;

  it("has the room that its model leaves it", async () => {
    const { port, asked } = portWith({ context: 32_768, output: 4_096 }, submits(change));
    await callAgent(port, long, never);
    expect(lengths(asked)).toEqual([37_008]);
  });

  it("that the provider finds too long is told once more in half, in another session, and both are paid", async () => {
    const { port, asked, closed } = fakePort(() => tooLong, submits(change));
    const result = await callAgent(port, long, never);
    expect(lengths(asked)).toEqual([100_000, 50_000]);
    expect(closed).toEqual(["failed", "done"]);
    expect([result.session, result.usage]).toEqual(["ses_2", addUsage(used, used)]);
  });

  it("that is too long also in half ends the call, since trying again cannot help", async () => {
    const { port, asked } = fakePort(
      () => tooLong,
      () => tooLong,
    );
    const failure = await failureOf(callAgent(port, long, never));
    expect(lengths(asked)).toEqual([100_000, 50_000]);
    expect(failure).toMatchObject({ kind: "model", retryable: false, usage: addUsage(used, used) });
    expect(failure.message).toBe(
      "the brief of the coder (50000 characters) is too long for acme/small: prompt is too long. Choose a model with a larger context",
    );
  });

  it("is not told again when the call was stopped meanwhile", async () => {
    const controller = new AbortController();
    const { port, asked } = fakePort(() => {
      controller.abort("stopped");
      return tooLong;
    });
    await expect(callAgent(port, long, controller.signal)).rejects.toBe("stopped");
    expect(asked).toHaveLength(1);
  });
});

describe("callAgent", () => {
  it("opens a session for the call, sends the brief and returns the submission with its usage", async () => {
    const turn = submits(change);
    const { port, opened, asked, closed } = fakePort(turn);
    expect(await start(port)).toEqual({ submission: change, usage: used, seconds: 0, session: "ses_1" });
    expect(opened).toMatchObject([
      { role: "coder", title: "Code T1: Add it", taskId: "T1", attempt: 0, tool: "submit_change" },
    ]);
    expect({ asked, closed, answers: turn.answers }).toEqual({
      asked: ["the brief"],
      closed: ["done"],
      answers: [received],
    });
  });

  it("answers an invalid submission with what is wrong, in the same turn", async () => {
    const turn = submits(missing, change, { summary: "another", files: [] });
    const { port, asked } = fakePort(turn);
    expect((await start(port)).submission).toEqual(change);
    expect(turn.answers).toEqual([
      notAccepted,
      received,
      { accepted: true, text: "Already received. You are done." },
    ]);
    expect(asked).toEqual(["the brief"]);
  });

  it("asks twice for a submission that did not come, and takes it then", async () => {
    const reminder = "Your turn ended without a valid call of submit_change.\nCall submit_change now.";
    const { port, asked } = fakePort(
      () => "I am done!",
      () => "Really!",
      submits(change),
    );
    expect((await start(port)).submission).toEqual(change);
    expect(asked).toEqual(["the brief", reminder, reminder]);
  });

  it("fails after two reminders, with the model and what the call used", async () => {
    const { port, asked, closed } = fakePort(
      () => "done",
      () => "done",
      () => "done",
    );
    expect(await failureOf(start(port))).toEqual({
      kind: "submission",
      actor: "coder",
      model: "acme/small",
      message: 'the coder ended without a valid submit_change, also after 2 reminders: it only wrote "done"',
      retryable: true,
      usage: used,
      session: "ses_1",
      seconds: 0,
    });
    expect([asked.length, closed]).toEqual([3, ["failed"]]);
  });

  it("names the last problem in its reminder and its failure", async () => {
    const { port, asked } = fakePort(submits(missing), () => '{"summary": ""}', submits(missing));
    const failure = await failureOf(start(port));
    expect(asked.slice(1)).toEqual([
      [
        "Your turn ended without a valid call of submit_change.",
        `What you wrote does not fit:\n${missingProblem}`,
        "Call submit_change now.",
      ].join("\n"),
      [
        "Your turn ended without a valid call of submit_change.",
        `What you wrote does not fit:\n- summary: Too small: expected string to have >=1 characters\n${missingProblem}`,
        "Call submit_change now.",
      ].join("\n"),
    ]);
    expect(failure.message).toBe(
      `the coder ended without a valid submit_change, also after 2 reminders: ${missingProblem}`,
    );
  });

  it.each([
    [{ text: " \n" }, "its answer was empty", ""],
    [{ text: `so\n${"very ".repeat(99_999)}` }, `it only wrote "so ${"very ".repeat(31)}v…"`, ""],
    [
      { text: "", refused: ["edit a.js"] },
      "the user refused: edit a.js",
      "But the user refused: edit a.js. Do without it.\n",
    ],
  ])("says what came in the place of a submission: %#", async (turn, cause, told) => {
    const { port, asked } = fakePort(
      () => turn,
      () => turn,
      () => turn,
    );
    const { message } = await failureOf(start(port));
    expect(message).toBe(`the coder ended without a valid submit_change, also after 2 reminders: ${cause}`);
    expect(asked[2]).toBe(
      `Your turn ended without a valid call of submit_change.\n${told}Call submit_change now.`,
    );
  });

  it("says where an answer was cut, asks for less at once, and completes no half object", async () => {
    const half = '{"summary": "half of it", "files": ["a.js"';
    const cut = { text: half, cut: { tokens: 4096 } };
    const { port, asked } = fakePort(
      () => cut,
      () => cut,
      () => cut,
    );
    const { kind, message } = await failureOf(start(port));
    expect([kind, message]).toEqual([
      "submission",
      "the coder ended without a valid submit_change, also after 2 reminders: its answer was cut at 4096 tokens, the output limit of the model (`limit.output` in its configuration)",
    ]);
    expect(asked[2]).toBe(
      [
        "Your answer was cut at 4096 tokens: you cannot write more in one answer, and a call that is cut is lost.",
        "Write less at once: a long file in several short edits, a submission with fewer and shorter texts.",
        "Go on where you were, and end with a call of submit_change.",
      ].join("\n"),
    );
  });

  it("ends at once at a submission that is too long, which every further request would carry", async () => {
    const turn = submits({ ...change, summary: "x".repeat(200_000) });
    const { port } = fakePort(turn);
    expect(await failureOf(start(port))).toMatchObject({
      kind: "submission",
      retryable: true,
      message: "the coder sent a submission of 200031 characters; at most 200000 are allowed",
    });
    expect(turn.answers).toEqual([{ accepted: false, text: "Not accepted: too long." }]);
  });

  it("takes the longest submission that is allowed", async () => {
    const longest = { ...change, summary: "x".repeat(199_969) };
    const turn = submits(longest);
    expect((await start(fakePort(turn).port)).submission).toEqual(longest);
    expect(JSON.stringify(longest).length).toBe(200_000);
  });

  it("answers a submission of nothing with what is wrong", async () => {
    const turn = submits(undefined, change);
    expect((await start(fakePort(turn).port)).submission).toEqual(change);
    expect(turn.answers[0]).toEqual({
      accepted: false,
      text: "Not accepted:\n- (all): Invalid input: expected object, received undefined\nMend this and call the tool again.",
    });
  });

  it("tells what a session did when it is closed, however it ended, and nothing of one that never opened", async () => {
    const activities: unknown[] = [];
    const watched = { ...call, closed: (activity: unknown) => activities.push(activity) };
    const { signal } = new AbortController();
    await callAgent(fakePort(submits(change)).port, watched, signal);
    await failureOf(
      callAgent(
        fakePort(() => ({ text: "", failure: { kind: "auth", message: "no key" } })).port,
        watched,
        signal,
      ),
    );
    const closed: AgentPort = { ...fakePort().port, open: () => Promise.reject(new Error("closed")) };
    expect((await failureOf(callAgent(closed, watched, signal))).message).toBe("closed");
    const activity = { spans: [{ start: 1, end: 2 }], files: ["sum.js"] };
    expect(activities).toEqual([activity, activity]);
  });

  it("takes a submission that was written as text", async () => {
    const text = `All done:\n\`\`\`json\n${JSON.stringify(change)}\n\`\`\``;
    const { port, asked } = fakePort(() => text);
    expect((await start(port)).submission).toEqual(change);
    expect(asked).toEqual(["the brief"]);
  });

  it.each([
    ["auth", false],
    ["model", false],
    ["provider", true],
    ["aborted", false],
  ] as const)("passes on that a turn failed with kind %s", async (kind, retryable) => {
    const { port, asked, closed } = fakePort(() => ({ text: "", failure: { kind, message: "no luck" } }));
    expect(await failureOf(start(port))).toEqual({
      kind,
      actor: "coder",
      model: "acme/small",
      message: "no luck",
      retryable,
      usage: used,
      session: "ses_1",
      seconds: 0,
    });
    expect([asked.length, closed]).toEqual([1, ["failed"]]);
  });

  it("takes an accepted submission although its turn failed afterwards", async () => {
    const { port } = fakePort(({ request }) => {
      request.submit(change);
      return { text: "", failure: { kind: "aborted", message: "stopped" } };
    });
    expect((await start(port)).submission).toEqual(change);
  });

  it("ends at the fifth invalid submission, although the turn goes on", async () => {
    const turn = submits(missing, missing, missing, missing);
    const { port, closed } = fakePort(turn, async ({ request }) => {
      await request.submit("nonsense");
      return never;
    });
    expect(await failureOf(start(port))).toEqual({
      kind: "submission",
      actor: "coder",
      model: "acme/small",
      message:
        "the coder sent 5 invalid submissions; the last one: - (all): Invalid input: expected object, received string",
      retryable: true,
      usage: used,
      session: "ses_1",
      seconds: 0,
    });
    expect(turn.answers).toEqual([notAccepted, notAccepted, notAccepted, notAccepted]);
    expect(closed).toEqual(["failed"]);
  });

  it("counts tool calls that could not be read as invalid submissions", async () => {
    const { port } = fakePort(async ({ request }) => {
      await request.submit(missing);
      for (let times = 0; times < 4; times++) request.garbled();
      return never;
    });
    expect((await failureOf(start(port))).message).toBe(
      "the coder sent 5 invalid submissions; the last one: a tool call that is not JSON or names no tool",
    );
  });

  it("ends a call whose model was asked sixty times and did not hand in", async () => {
    const allowed: boolean[] = [];
    const { port, closed } = fakePort(({ request }) => {
      for (let times = 0; times < 61; times++) allowed.push(request.requested());
      return never;
    });
    const { kind, message } = await failureOf(start(port));
    expect([kind, message]).toEqual(["submission", "the coder asked its model 60 times and did not hand in"]);
    expect([allowed.filter(Boolean).length, allowed.at(-1)]).toEqual([60, false]);
    expect(closed).toEqual(["failed"]);
  });

  it("does not end at four invalid submissions", async () => {
    const { port } = fakePort(submits(missing, missing, missing, missing, change));
    expect((await start(port)).submission).toEqual(change);
  });

  it("closes the session when it is stopped, tells what it used, and rejects with the signal's reason", async () => {
    const controller = new AbortController();
    const abandoned: unknown[] = [];
    const { port, closed } = fakePort(() => {
      controller.abort("stopped by the user");
      return never;
    });
    const result = start(port, controller.signal, ({ role }, result) => abandoned.push({ role, result }));
    await expect(result).rejects.toBe("stopped by the user");
    expect(closed).toEqual(["failed"]);
    expect(abandoned).toEqual([{ role: "coder", result: { usage: used, seconds: 0, session: "ses_1" } }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("opens no session when it was stopped before it began", async () => {
    const { port, opened } = fakePort();
    const abandoned: unknown[] = [];
    const result = start(port, AbortSignal.abort("too late"), ({ role }, result) =>
      abandoned.push({ role, result }),
    );
    await expect(result).rejects.toBe("too late");
    expect({ opened, abandoned }).toEqual({ opened: [], abandoned: [] });
  });

  it("fails with the port's own failure when no session can be opened", async () => {
    const failure = { kind: "model", actor: "coder", message: "no such model" } as const;
    const cause = new ActorError(failure);
    const port: AgentPort = { ...fakePort().port, open: () => Promise.reject(cause) };
    const error = await start(port).catch((thrown: unknown) => thrown as ActorError);
    expect(error).toHaveProperty("cause", cause);
    expect((error as ActorError).failure).toEqual({
      ...failure,
      model: "acme/small",
      retryable: false,
      usage: noUsage,
      seconds: 0,
    });
  });

  it("takes any other error of the port as the provider's", async () => {
    const cause = new Error("socket hang up");
    const port: AgentPort = { ...fakePort().port, open: () => Promise.reject(cause) };
    const error = await start(port).catch((thrown: unknown) => thrown);
    expect(error).toEqual(
      new ActorError({ kind: "provider", actor: "coder", model: "acme/small", message: "socket hang up" }),
    );
    expect((error as ActorError).failure.kind).toBe("provider");
    expect((error as ActorError).cause).toBe(cause);
  });

  it("ends a silent call at a third of its deadline and closes the session", async () => {
    const { port, closed } = fakePort(() => never);
    const failure = failureOf(start(port));
    await vi.advanceTimersByTimeAsync(9_999);
    expect(closed).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await failure).toEqual({
      kind: "deadline",
      actor: "coder",
      model: "acme/small",
      message: "the coder gave no sign of life for 10 s",
      retryable: true,
      usage: used,
      session: "ses_1",
      seconds: 10,
    });
    expect(closed).toEqual(["failed"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends a call that talks for ever at its deadline", async () => {
    const { port, opened } = fakePort(() => never);
    const failure = failureOf(start(port));
    for (let seconds = 0; seconds < 30; seconds += 5) {
      opened[0]?.signs.alive();
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(await failure).toMatchObject({
      kind: "deadline",
      message: "the coder did not end within 30 s",
      seconds: 30,
    });
  });

  it("does not count the time that a permission waits for the user", async () => {
    let submit = () => {};
    const { port, opened } = fakePort(
      ({ request }) =>
        new Promise((resolve) => {
          submit = () => {
            request.submit(change);
            resolve({ text: "" });
          };
        }),
    );
    const result = start(port);
    await vi.advanceTimersByTimeAsync(2_000);
    opened[0]?.signs.held();
    await vi.advanceTimersByTimeAsync(1_000_000);
    opened[0]?.signs.released();
    await vi.advanceTimersByTimeAsync(1_000);
    submit();
    expect((await result).seconds).toBe(3);
  });

  it("ends at its deadline when the session does not open, and closes one that opens late", async () => {
    let open: (session: AgentSession) => void = () => {};
    const closed: string[] = [];
    const failure = failureOf(
      start({
        ...fakePort().port,
        open: () =>
          new Promise((resolve) => {
            open = resolve;
          }),
      }),
    );
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await failure).toEqual({
      kind: "deadline",
      actor: "coder",
      model: "acme/small",
      message: "the coder gave no sign of life for 10 s",
      retryable: true,
      usage: noUsage,
      seconds: 10,
    });
    open({
      id: "ses_late",
      model: "acme/small",
      limits: undefined,
      ask: () => never,
      activity: () => ({ spans: [], files: [] }),
      close: async (outcome) => {
        closed.push(outcome);
        return noUsage;
      },
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(closed).toEqual(["failed"]);
  });
});

describe("a submission that is held against the facts", () => {
  const another = { ...change, summary: "another" };
  const only = (wanted: Change) => async (submission: Change) =>
    submission.summary === wanted.summary ? undefined : `- summary: "${submission.summary}" is not true`;
  const withVerify = (port: AgentPort, verify: AgentCall<Change>["verify"] = only(another)) => {
    vi.useFakeTimers();
    return callAgent(port, { ...call, verify }, new AbortController().signal);
  };

  it("is refused in the same turn in the words of the check", async () => {
    const turn = submits(missing, change, another);
    const { port, asked } = fakePort(turn);
    expect((await withVerify(port)).submission).toEqual(another);
    expect(turn.answers).toEqual([
      notAccepted,
      {
        accepted: false,
        text: 'Not accepted:\n- summary: "added it" is not true\nMend this and call the tool again.',
      },
      received,
    ]);
    expect(asked).toEqual(["the brief"]);
  });

  it("is refused also in a text, and asked for again with the words of the check", async () => {
    const { port, asked } = fakePort(
      () => JSON.stringify(change),
      () => JSON.stringify(another),
    );
    expect((await withVerify(port)).submission).toEqual(another);
    expect(asked[1]).toBe(
      [
        "Your turn ended without a valid call of submit_change.",
        'What you wrote does not fit:\n- summary: "added it" is not true',
        "Call submit_change now.",
      ].join("\n"),
    );
  });

  it("may be checked for longer than an agent may be silent", async () => {
    let checked = () => {};
    const result = withVerify(
      fakePort(submits(change)).port,
      () =>
        new Promise((resolve) => {
          checked = () => resolve(undefined);
        }),
    );
    await vi.advanceTimersByTimeAsync(25_000);
    checked();
    expect((await result).submission).toEqual(change);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("may have null for a field that it leaves out", async () => {
    const { port } = fakePort(submits({ ...change, objections: null }));
    expect((await start(port)).submission).toEqual(change);
  });

  it("counts as invalid", async () => {
    const { port } = fakePort(submits(change, missing, change, missing, change));
    expect((await failureOf(withVerify(port))).message).toBe(
      'the coder sent 5 invalid submissions; the last one: - summary: "added it" is not true',
    );
  });

  it("is judged before its turn counts as one without a submission, and before the next one", async () => {
    const seen: string[] = [];
    const { port, asked } = fakePort(({ request }) => {
      void request.submit(change);
      void request.submit(another);
      return "";
    });
    const { submission } = await withVerify(port, async ({ summary }) => {
      await Promise.resolve();
      seen.push(summary);
      return undefined;
    });
    expect({ submission, seen, asked }).toEqual({
      submission: change,
      seen: ["added it"],
      asked: ["the brief"],
    });
  });

  it("fails the call where the facts cannot be read", async () => {
    const turn = submits(change);
    const failure = await failureOf(
      withVerify(fakePort(turn).port, () => Promise.reject(new Error("disk gone"))),
    );
    expect(failure).toMatchObject({ kind: "provider", message: "disk gone", usage: used });
    expect(turn.answers).toEqual([{ accepted: false, text: "Not accepted: it could not be checked." }]);
  });

  it("is left at the deadline and when the call is stopped, and the check is told so", async () => {
    const stopping = new AbortController();
    const told: AbortSignal[] = [];
    const checking = (_: Change, signal: AbortSignal) => {
      told.push(signal);
      return never;
    };
    const late = failureOf(withVerify(fakePort(submits(change)).port, checking));
    await vi.advanceTimersByTimeAsync(29_000);
    expect(told[0]?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await late).message).toBe("the coder did not end within 30 s");
    const stopped = callAgent(
      fakePort(submits(change)).port,
      { ...call, verify: checking },
      stopping.signal,
    ).catch((reason: unknown) => reason);
    await vi.advanceTimersByTimeAsync(0);
    stopping.abort("stopped");
    expect(await stopped).toBe("stopped");
    expect(told.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

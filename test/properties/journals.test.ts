import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { waitFor } from "xstate";
import { type RunSnapshot, restStatus, tasksOf } from "../../src/machine/index.js";
import { startRun } from "../../src/runs/durable-run.js";
import { formatVersion, type RunHeader } from "../../src/runs/journal-line.js";
import { RunUnreadable } from "../../src/runs/run-unreadable.js";
import { readRun } from "../../src/runs/stored-run.js";
import { fakeTeam, task } from "../machine/live-run.js";

let root: string;
/** The files of a run that was verified, with a fix on its way and a snapshot in its midst. */
let journal: Buffer;
let snapshot: Buffer;
/** Every state that the run really had. */
const had = new Set<string>();

/** What overwritten words cannot change: a line has no checksum, so a letter in a text may be another. */
const coarse = new Set<string>();

const stateOf = ({ value, context, status }: RunSnapshot) => JSON.stringify({ value, context, status });
const coarseStateOf = ({ value, context: { queue } }: RunSnapshot) =>
  JSON.stringify([value, tasksOf(queue).map(({ status }) => status)]);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "journals-"));
  const { machine } = fakeTeam({
    tasks: [task("T1"), task("T2", ["T1"])],
    taskChecks: ["A", "ok", "B", "ok"],
  });
  const header: RunHeader = {
    type: "run",
    version: formatVersion,
    run: "run1",
    session: "ses_1",
    command: "auto",
    startedAt: "2026-01-02T03:04:05.000Z",
    limits: { backoffMilliseconds: 0 },
  };
  const onProblem = (problem: string) => expect.fail(problem);
  const run = startRun(header, { folder: root, machine, onProblem });
  run.actor.subscribe((state) => {
    had.add(stateOf(state));
    coarse.add(coarseStateOf(state));
  });
  run.actor.start();
  run.actor.send({ type: "mission.requested", request: "do it" });
  await waitFor(run.actor, (state) => restStatus(state) === "verified");
  await run.close();
  journal = await readFile(join(root, "journal.jsonl"));
  snapshot = await readFile(join(root, "snapshot.json"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

type Damage = (lines: Buffer[]) => Buffer[];

const place = fc.nat(1000);

function overwritten(byte: fc.Arbitrary<number>): fc.Arbitrary<Damage> {
  return fc
    .tuple(fc.nat(100_000), fc.array(byte, { minLength: 1, maxLength: 40 }))
    .map(([at, bytes]) => (lines) => {
      const whole = Buffer.concat(lines);
      Buffer.from(bytes).copy(whole, at % Math.max(1, whole.length));
      return [whole];
    });
}

const damage: fc.Arbitrary<Damage> = fc.oneof(
  place.map(
    (at): Damage =>
      (lines) =>
        lines.filter((_, index) => index !== at % lines.length),
  ),
  place.map(
    (at): Damage =>
      (lines) =>
        lines.flatMap((line, index) => (index === at % lines.length ? [line, line] : [line])),
  ),
  fc.tuple(place, place).map(
    ([a, b]): Damage =>
      (lines) => {
        const [one, other] = [a % lines.length, b % lines.length];
        return lines.with(one, lines[other] as Buffer).with(other, lines[one] as Buffer);
      },
  ),
  fc.nat(100_000).map(
    (at): Damage =>
      (lines) => [Buffer.concat(lines).subarray(0, at % (journal.length + 1))],
  ),
  overwritten(fc.integer({ min: 0, max: 8 })),
  fc.uint8Array({ maxLength: 300 }).map(
    (bytes): Damage =>
      () => [Buffer.from(bytes)],
  ),
);

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    end = bytes.indexOf("\n", start) + 1 || bytes.length;
    lines.push(bytes.subarray(start, end));
  }
  return lines;
}

let folders = 0;

/** What is read of a damaged run: its state, or the error. */
async function readDamaged(how: readonly Damage[], withSnapshot: boolean): Promise<RunSnapshot | undefined> {
  const folder = join(root, `damaged-${++folders}`);
  await mkdir(folder);
  const bytes = how.reduce(
    (lines, damaged) => (lines.length > 0 ? damaged(lines) : lines),
    linesOf(Buffer.from(journal)),
  );
  await writeFile(join(folder, "journal.jsonl"), Buffer.concat(bytes));
  if (withSnapshot) await writeFile(join(folder, "snapshot.json"), snapshot);
  try {
    return (await readRun(folder)).state;
  } catch (error) {
    expect(error).toBeInstanceOf(RunUnreadable);
    expect((error as Error).message).toContain(folder);
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe.each([false, true])("a damaged journal (with a snapshot: %s)", (withSnapshot) => {
  test("gives a state that the run had, or an error that names the file", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (how) => {
        const state = await readDamaged(how, withSnapshot);
        if (state) expect(had.has(stateOf(state)), stateOf(state).slice(0, 300)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("whose bytes are any others is read or refused in words, and never verified where the run was not", async () => {
    await fc.assert(
      fc.asyncProperty(overwritten(fc.nat(255)), async (how) => {
        const state = await readDamaged([how], withSnapshot);
        if (state?.matches("verified")) expect([...coarse]).toContain(coarseStateOf(state));
      }),
      { numRuns: 300 },
    );
  });
});

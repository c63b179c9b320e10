import { fromPromise } from "xstate";
import { type AgentDependencies, createAgents } from "../actors/agents/agents.js";
import { asksForFound, type ChecksOption, configuredChecks } from "../actors/checks/configured-checks.js";
import { detectChecks } from "../actors/checks/detect-checks.js";
import { type ChecksOptions, createChecks } from "../actors/checks/run-checks.js";
import type { Prober } from "../actors/evidence/prober.js";
import { removeLeftWorkspaces } from "../actors/workspaces/workspaces.js";
import type { Deadline } from "../contracts/actor.js";
import { ActorError } from "../contracts/failure.js";
import { orchestratorMachine } from "../machine/orchestrator.machine.js";
import { runFiles } from "./run-folder.js";

export interface ActorOptions
  extends Omit<AgentDependencies, "listChecks" | "tryFailing" | "checksFolder">,
    Pick<ChecksOptions, "concurrency" | "affected"> {
  checks: ChecksOption;
  /** The run's folder. */
  runFolder: string;
  prober: Prober;
}

/** The chart with its actors: the agents behind their port, the checks, the checkpoints. */
export function provideActors(options: ActorOptions): typeof orchestratorMachine {
  const { checkpoints, folder, concurrency, affected, prober } = options;
  const listChecks = async () =>
    configuredChecks(options.checks, asksForFound(options.checks) ? await detectChecks(folder) : []);
  const outputFolder = runFiles(options.runFolder).checks;
  const agents = createAgents({
    ...options,
    listChecks,
    tryFailing: prober.tryFailing,
    checksFolder: outputFolder,
  });
  void removeLeftWorkspaces().catch(() => undefined);
  const checks = createChecks({
    worktree: folder,
    checks: options.checks,
    checkpoints,
    outputFolder,
    stateFolder: options.runFolder,
    ...(concurrency !== undefined && { concurrency }),
    ...(affected !== undefined && { affected }),
  });
  return orchestratorMachine.provide({
    actors: {
      planner: fromPromise(({ input, signal }) => agents.planner(input, signal)),
      searcher: fromPromise(({ input, signal }) => agents.searcher(input, signal)),
      tester: fromPromise(({ input, signal }) => agents.tester(input, signal)),
      coder: fromPromise(({ input, signal }) => agents.coder(input, signal)),
      reviewer: fromPromise(({ input, signal }) => agents.reviewer(input, signal)),
      examiner: fromPromise(({ input, signal }) => agents.examiner(input, signal)),
      fixer: fromPromise(({ input, signal }) => agents.fixer(input, signal)),
      checks: fromPromise(({ input, signal }) => checks(input, signal)),
      probe: fromPromise(({ input, signal }) => prober.probe(input, signal)),
      checkpoint: fromPromise(({ input, signal }) => within(input, signal, checkpoints.save())),
      rollback: fromPromise(({ input, signal }) =>
        within(input, signal, checkpoints.rollBack(input.checkpoint)),
      ),
    },
  });
}

/** A checkpoint that hangs, on a disk that is gone say, must not hang the run. */
async function within<Result>(
  { deadlineSeconds }: Deadline,
  signal: AbortSignal,
  work: Promise<Result>,
): Promise<Result> {
  const message = `the checkpoint did not end within ${deadlineSeconds} s`;
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    const fail = () => reject(new ActorError({ kind: "deadline", actor: "checkpoint", message }));
    timer = setTimeout(fail, deadlineSeconds * 1000);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  try {
    return await Promise.race([work, passed]);
  } finally {
    clearTimeout(timer);
  }
}

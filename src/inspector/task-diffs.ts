import { join } from "node:path";
import { readChangeLog } from "../actors/checkpoints/change-log.js";
import { git } from "../actors/checkpoints/git.js";
import { count } from "../contracts/count.js";
import type { EventLine } from "../runs/journal-line.js";
import { readJournal } from "../runs/read-journal.js";
import { runFiles } from "../runs/run-folder.js";
import { shown } from "./frames/views.js";

/** A task's change up to one of its lines of the journal: from the tree before the task to the tree after it. */
export interface TaskChange {
  task: string;
  /** The line that says the change is in the tree. */
  seq: number;
  before: string;
  after: string;
  /** Files that someone else, or a check, changed meanwhile. */
  others: string[];
}

const diffBytes = 400_000;

/** Every change of a run that its checkpoints still know, in order. A task that was taken back has none. */
export async function readTaskChanges(folder: string): Promise<TaskChange[]> {
  const [{ events }, log] = await Promise.all([
    readJournal(runFiles(folder).journal),
    readChangeLog(join(folder, "checkpoints.json")),
  ]);
  const windows = [...log.windows];
  const firstTree = new Map<string, string>();
  const changes: TaskChange[] = [];
  let open: { task: string; tree: string } | undefined;
  for (const line of events) {
    const checkpoint = checkpointOf(line);
    if (checkpoint) {
      open = checkpoint;
      if (!firstTree.has(open.task)) firstTree.set(open.task, open.tree);
    }
    const isChange = /^xstate\.done\.actor\.(?:coder|fixer)$/.test(line.event.type);
    if (!isChange || !open || line.key?.task !== open.task) continue;
    const place = lastOf(windows, open.tree);
    const closed = windows[place]?.closed;
    if (!closed) continue;
    windows.splice(0, place + 1);
    const settled = log.settled.filter(
      ({ at, before, after }) => at < closed.at && before?.blob !== after?.blob,
    );
    changes.push({
      task: open.task,
      seq: line.seq,
      before: firstTree.get(open.task) ?? open.tree,
      after: closed.tree,
      others: [...new Set([...closed.others, ...settled.map(({ path }) => path)])],
    });
  }
  return changes;
}

/** A unified diff without what looks like a secret. */
export async function diffOf(folder: string, { before, after, others }: TaskChange): Promise<string> {
  const excluded = others.map((path) => `:(exclude,top,literal)${path}`);
  const paths = excluded.length > 0 ? ["--", ":(top)", ...excluded] : [];
  const { stdout, bytes } = await git(
    [
      ...["diff-tree", "-r", "-p", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames"],
      ...[before, after, ...paths],
    ],
    {
      cwd: folder,
      env: { GIT_DIR: join(folder, "checkpoints.git") },
      maxBytes: diffBytes,
      timeoutSeconds: 20,
    },
  );
  const text = shown(stdout.toString("utf8"), diffBytes);
  return bytes > diffBytes ? `${text}\n… (${count(bytes - diffBytes, "byte")} more)` : text;
}

function checkpointOf({ event, key }: EventLine): { task: string; tree: string } | undefined {
  if (!/^xstate\.done\.actor\.(?:coder|fixer)Checkpoint$/.test(event.type) || !key?.task) return undefined;
  const { tree } = (event.output ?? {}) as { tree?: string | null };
  return tree ? { task: key.task, tree } : undefined;
}

/** A call that was tried again opened a window each time: the last of them in a row. */
function lastOf(windows: readonly { before: { tree: string } }[], tree: string): number {
  const first = windows.findIndex(({ before }) => before.tree === tree);
  // The tree had been changed by someone else since its checkpoint: the windows are in the changes' order.
  if (first === -1) return windows.length > 0 ? 0 : -1;
  let last = first;
  while (windows[last + 1]?.before.tree === tree) last++;
  return last;
}

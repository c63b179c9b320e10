import type { UnseenPath } from "../../contracts/checkpoints.js";
import type { GitFailure } from "./git-failure.js";
import type { HiddenFolder } from "./repository-files.js";

const shown = 5;

/** Without a repository that works. */
export function troubleSentence({ words, fix }: GitFailure): string {
  const sentence = `${words}: changes cannot be taken back, and the reviewer sees no diff.`;
  return fix === undefined ? sentence : `${sentence} To fix it: ${fix}`;
}

/** What a worktree has that no tree holds. */
export function limitSentences(
  hidden: readonly HiddenFolder[],
  tooLarge: ReadonlyMap<string, number>,
): string[] {
  const folders = hidden.map(
    ({ folder, reason }) => `Changes in ${folder} are not seen and cannot be taken back: ${reason}.`,
  );
  if (tooLarge.size === 0) return folders;
  const largest = [...tooLarge].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  const names = largest.slice(0, shown).map(([path, bytes]) => `${path} (${megabytes(bytes)})`);
  const all = largest.reduce((sum, [, bytes]) => sum + bytes, 0);
  const more = largest.length > shown ? ` and ${largest.length - shown} more, ${megabytes(all)} in all` : "";
  return [
    ...folders,
    `Too large to be kept, so that a change is noticed but cannot be shown or taken back: ${names.join(", ")}${more}. Files that the work does not need belong into .gitignore.`,
  ];
}

/** What the diff of a change cannot show. */
export function unshownSentences(parts: {
  /** Files that are gone, and that the agent or someone else may have deleted. */
  unclear: readonly string[];
  /** Files that editing tools wrote and that no tree holds. */
  unseen: readonly UnseenPath[];
  /** Changed files that are known by their identity only. */
  tooLarge: readonly string[];
}): string {
  const { unclear, unseen, tooLarge } = parts;
  const sentences: [string, readonly string[]][] = [
    ["Gone, and nobody can tell whether the agent or someone else deleted it", unclear],
    [
      "Written by the agent, but not to be seen here",
      unseen.map(({ path, reason }) => `${path} (${reason})`),
    ],
    ["Changed, but too large to be shown", tooLarge],
  ];
  return sentences
    .filter(([, names]) => names.length > 0)
    .map(([sentence, names]) => `[${sentence}: ${listed(names)}]\n`)
    .join("");
}

const mostListed = 20;

function listed(names: readonly string[]): string {
  const more = names.length > mostListed ? ` and ${names.length - mostListed} more` : "";
  return `${names.slice(0, mostListed).join(", ")}${more}`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

export interface Selection {
  /** Where the runner's command runs, absolute. */
  folder: string;
  /** The runner's command. */
  words: readonly string[];
  /** Changed files that are there, and those that are not there any more; relative to the folder with `/`. */
  changed: readonly string[];
  deleted: readonly string[];
}

/** How one runner runs only the tests that are related to changed files. */
export interface RelatedRunner {
  /** Words of a command that selects tests by itself, or in a way that cannot be narrowed. */
  unless?: RegExp;
  /** Names of the files that lead to tests. */
  follows: RegExp;
  /**
   * The words of the command in place of its own: ways to say it, the best first. None where no test is related, or
   * more than half of them.
   */
  select(selection: Selection): Promise<string[][]>;
}

/** Whether to run a part of all tests first saves time where one of them fails. */
export function isWorthwhile(related: readonly string[], all: number): boolean {
  return related.length > 0 && related.length * 2 <= all;
}

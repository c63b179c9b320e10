/** An error as a tool printed it, before it is made relative and named. */
export interface FoundError {
  /** Index of its line in the output. */
  at: number;
  message: string;
  /** The package of a workspace that it belongs to. */
  package?: string | undefined;
  file?: string | undefined;
  /** `line` or `line:column`. */
  line?: string | undefined;
  /** The rule's or compiler's own name for it. */
  code?: string | undefined;
  /** The name of the failing test, its suites before it. */
  test?: string | undefined;
}

/** The lines of an assertion as one: trimmed, blank ones left out, the class that says nothing taken off. */
export function joinedMessage(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ")
    .replace(/^(?:Uncaught )?AssertionError(?: \[\w+\])?: /, "")
    .replace(/^(\w*Error) \[(?:Error|ERR_TEST_FAILURE)\]: /, "$1: ")
    .replace(/ \/\/ (?:Object\.is|deep) equality/, "");
}

const frame =
  /^\s*(?:at (?:async )?(?:.*\()?|❯ (?:.* )?)((?:file:\/\/)?(?:[A-Za-z]:)?(?:[^\s():]|\([^\s():]*\))+):\d+:\d/;
const foreign = /node_modules|^internal\/|<anonymous>/;

/** The first file of the project in a stack trace. */
export function frameFile(lines: readonly string[]): string | undefined {
  return lines.map((line) => frame.exec(line)?.[1]).find((file) => file !== undefined && !foreign.test(file));
}

export function isFrame(line: string): boolean {
  return (
    /^\s*at .*(?::\d+\)?|<anonymous>\)?|\(native\))(?: \{)?$/.test(line) || /^\s*❯ .*:\d+:\d+$/.test(line)
  );
}

const longestBlock = 200;

/** The lines from `from` to the first that ends the block, that one left out; at most 200. */
export function blockOf(lines: readonly string[], from: number, isEnd: (line: string) => boolean): string[] {
  const block = lines.slice(from, from + longestBlock);
  const length = block.findIndex(isEnd);
  return length < 0 ? block : block.slice(0, length);
}

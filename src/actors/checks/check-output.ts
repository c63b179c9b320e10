import { createWriteStream, type WriteStream } from "node:fs";
import { createTerminalScreen } from "./output/terminal-screen.js";
import { terminalText } from "./output/terminal-text.js";

const maxLines = 200;
const maxLineLength = 2_000;
const maxTailLength = 64_000;
const maxHalfLength = 1_000_000;
const maxFileBytes = 20_000_000;

/** What a check prints, as a terminal shows it, held in bounded memory whatever it prints. */
export interface CheckOutput {
  /** @param text with whole control sequences */
  write(text: string): void;
  /**
   * The last 200 lines, at most 64,000 characters; a longer line than 2,000 is cut.
   *
   * @param text what is shown instead of what was written
   */
  tail(text?: string): string;
  /** The first and the last million characters. */
  whole(): string;
  /** Resolves when the file holds all that was written, or cannot. */
  end(): Promise<void>;
}

/** @param file where the output is kept as it came, up to 20 MB; a file that cannot be written is told in the tail */
export function createCheckOutput(file?: string): CheckOutput {
  let head = "";
  let rest = "";
  let isCut = false;
  const keeper = file === undefined ? undefined : createFileKeeper(file);
  const screen = createTerminalScreen(keep);

  function keep(text: string) {
    const room = maxHalfLength - head.length;
    if (room > 0) head += text.slice(0, room);
    if (room >= text.length) return;
    rest += text.slice(Math.max(0, room));
    if (rest.length <= 2 * maxHalfLength) return;
    rest = rest.slice(-maxHalfLength);
    isCut = true;
  }

  const whole = () => `${isCut ? `${head}\n[…]\n${rest}` : head + rest}${screen.text()}`;
  return {
    write(text) {
      keeper?.write(text);
      screen.write(text);
    },
    tail(text = whole()) {
      return [...tailLines(text), ...(keeper?.problem() ?? [])].join("\n");
    },
    whole,
    end: async () => keeper?.end(),
  };
}

function tailLines(text: string): string[] {
  const printed = terminalText(text.slice(-maxHalfLength)).replace(/\n$/, "");
  if (printed === "") return [];
  const lines: string[] = [];
  let length = 0;
  for (const line of printed.split("\n").slice(-maxLines).reverse()) {
    const shown = shortened(line);
    length += shown.length + 1;
    if (length > maxTailLength) break;
    lines.unshift(shown);
  }
  return lines;
}

function shortened(line: string): string {
  return line.length > maxLineLength ? `${line.slice(0, maxLineLength - 1)}…` : line;
}

function createFileKeeper(file: string) {
  let bytes = 0;
  let problem: Error | undefined;
  const stream: WriteStream = createWriteStream(file, { flags: "a" });
  const closed = new Promise<void>((resolve) => stream.once("close", resolve));
  stream.on("error", (error) => {
    problem = error;
  });
  return {
    write(text: string) {
      if (problem || bytes >= maxFileBytes) return;
      bytes += Buffer.byteLength(text);
      stream.write(bytes < maxFileBytes ? text : "\n[cut: the output is longer than 20 MB]\n");
    },
    problem: () => (problem ? [`[the output could not be kept in ${file}: ${problem.message}]`] : []),
    end() {
      stream.end();
      return closed;
    },
  };
}

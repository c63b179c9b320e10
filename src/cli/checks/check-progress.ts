import type { WriteStream } from "node:tty";
import type { Check, CheckResult } from "../../contracts/check.js";
import { secondsText } from "../../report/amounts.js";
import { checkMark } from "../../report/check-words.js";
import { colours } from "../colours.js";
import { hanging } from "./hanging.js";

const mostErrors = 5;
const escapeCharacter = String.fromCharCode(27);
const clearLine = `\r${escapeCharacter}[2K`;

/** Tells of checks while they run: a line each, and its errors below it. */
export function createCheckProgress(stream: NodeJS.WriteStream | WriteStream) {
  const { red, green, yellow, dim, areOn } = colours(stream);
  const width = stream.columns;
  const paintOf = ({ outcome }: CheckResult) => {
    if (outcome === "passed") return green;
    return outcome === "failed" || outcome === "timedOut" ? red : yellow;
  };
  const write = (line: string) => stream.write(`${areOn ? clearLine : ""}${line}\n`);
  return {
    began({ name }: Check) {
      if (areOn) stream.write(dim(`${name} …`));
    },
    ended(result: CheckResult) {
      const { errors, putBack = [], seconds } = result;
      write(hanging(`${paintOf(result)(checkMark(result))}  ${dim(secondsText(seconds))}`, 0, width));
      const isSaid = result.outcome === "couldNotRun" || result.outcome === "ranNothing";
      for (const { text } of isSaid ? [] : errors.slice(0, mostErrors)) write(hanging(text, 4, width));
      if (!isSaid && errors.length > mostErrors) write(dim(`    and ${errors.length - mostErrors} more`));
      if (putBack.length > 0)
        write(hanging(yellow(`it rewrites files, which are restored: ${putBack.join(", ")}`), 4, width));
    },
    done(results: readonly CheckResult[]) {
      const passed = results.filter(({ outcome }) => outcome === "passed").length;
      const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
      write(`\n${passed} of ${results.length} passed in ${secondsText(seconds)}`);
    },
    interrupted() {
      write("interrupted");
    },
  };
}

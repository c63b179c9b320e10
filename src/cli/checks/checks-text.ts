import type { LeftOut } from "../../actors/checks/detect-checks.js";
import { count } from "../../contracts/count.js";
import { secondsText } from "../../report/amounts.js";
import { type Colours, colours } from "../colours.js";
import { hanging } from "./hanging.js";
import type { KnownChecks } from "./known-checks.js";

type KnownCheck = KnownChecks["checks"][number];

/** What is run of a folder, and what is not, for a terminal. */
export function checksText(known: KnownChecks, width = process.stdout.columns): string {
  const paint = colours(process.stdout);
  const { checks, leftOut, skippedInVain, limit, lastSeconds } = known;
  const blocks = [
    hanging(headline(known, paint), 0, width),
    ...checks.map((check) => checkBlock(check, lastSeconds.get(check.name), paint, width)),
    ...(leftOut.length > 0 ? [leftOutHead(known, paint, width)] : []),
    ...leftOut.map((each) => leftOutBlock(each, known.source, paint, width)),
    ...skippedInVain.map((name) =>
      hanging(paint.yellow(`⚠ "${name}" is skipped, but no check of that name is found`), 0, width),
    ),
    ...(limit === undefined
      ? []
      : [hanging(paint.yellow(`⚠ There are more than ${limit}: the rest was not searched`), 0, width)]),
  ];
  return blocks.join("\n\n");
}

function headline({ source, checks }: KnownChecks, { bold }: Colours): string {
  if (source === "off") return `${bold("No checks")}: the option "checks" is false`;
  const origin = {
    found: "found in this folder",
    configured: 'named in the option "checks"',
    "found and configured": 'found in this folder and named in the option "checks"',
  }[source];
  if (checks.length > 0) return `${bold(count(checks.length, "check"))}, ${origin}`;
  return `${bold("No checks")} are ${origin}: changes can only be reviewed, never verified`;
}

function checkBlock(
  { name, command, folder, when, why }: KnownCheck,
  seconds: number | undefined,
  { bold, dim }: Colours,
  width: number | undefined,
): string {
  const facts = [
    when === "final" ? "at the end" : "after each change",
    ...(folder ? [`in ${folder}`] : []),
    ...(seconds === undefined ? [] : [`${secondsText(seconds)} at the last run`]),
  ];
  return [
    hanging(`${bold(name)}  ${dim(facts.join(", "))}`, 0, width),
    hanging(command, 2, width),
    painted(dim, hanging(why, 2, width)),
  ].join("\n");
}

function leftOutHead({ leftOut, source }: KnownChecks, { bold }: Colours, width: number | undefined): string {
  const head = bold(`${count(leftOut.length, "command")} left out`);
  if (leftOut.every(({ instead }) => instead.length > 0)) return head;
  const place = source === "found" ? "put its line into" : "add its line to the list in";
  return hanging(`${head}; to run one, ${place} .opencode/orchestrator.jsonc`, 0, width);
}

function leftOutBlock(
  { name, command, why, instead, configuration }: LeftOut,
  source: KnownChecks["source"],
  { bold, dim, yellow }: Colours,
  width: number | undefined,
): string {
  const line = source === "found" ? configuration : JSON.stringify({ name, command });
  return [
    bold(name),
    hanging(command, 2, width),
    painted(yellow, hanging(why, 2, width)),
    // A line that is to be copied is not broken.
    instead.length > 0 ? painted(dim, hanging(`instead: ${instead.join(", ")}`, 2, width)) : dim(`  ${line}`),
  ].join("\n");
}

/** Line by line: a pager forgets colours at the end of a line. */
function painted(paint: (text: string) => string, text: string): string {
  return text.split("\n").map(paint).join("\n");
}

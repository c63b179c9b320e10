import { interval, percent, table, thousands } from "./words.js";

/** The arms that were there before, with the rates as they were and as they are now. */
export function beforeAndNow(before, settings) {
  return [
    "## Before and now",
    "",
    `The rates as they were (${before[0].missions.toLocaleString("en-US")} missions an arm), and with the measured ones: success, false done.`,
    "",
    ...table(
      ["arm", "before", ...settings.map(({ setting }) => setting)],
      before.map((one, index) => [
        one.name,
        pair(one),
        ...settings.map(({ results }) => pair(results[index])),
      ]),
    ),
    "",
  ];
}

/** All arms of one setting. */
export function armsSection({ setting, picture, results, single }) {
  const head = [
    "arm",
    "success",
    "false done",
    "not claimed",
    "right where claimed",
    "calls",
    "tokens",
    "of them strong",
    "one task: success, false done",
    "right where claimed",
  ];
  const rows = results.map((result, index) => [
    result.name,
    interval(result.success),
    interval(result.falseDone),
    percent(result.notClaimed.rate),
    interval(result.trust),
    result.calls.toFixed(1),
    thousands(result.tokens),
    result.strongTokens > 0 ? thousands(result.strongTokens) : "",
    pair(single[index]),
    interval(single[index].trust),
  ]);
  return [
    `## Arms: ${setting}`,
    "",
    `![SIMULATION: success and false done by arm; ${setting}](${picture})`,
    "",
    ...table(head, rows),
    "",
  ];
}

export function pair({ success, falseDone }) {
  return `${percent(success.rate)}, ${percent(falseDone.rate)}`;
}

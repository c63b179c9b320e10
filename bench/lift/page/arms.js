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
    strong(result),
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

/** The same world with fewer right first changes, as on issues of real repositories. */
export function realIssuesSection({ right, rightWhereGreen, results }) {
  return [
    "## Old tests only, on issues of real repositories",
    "",
    `Missions of one task, of which ${percent(right)} of the first changes are right. Of those that pass the old tests at once,`,
    `${percent(rightWhereGreen)} are right here; 32.7 % (70 of 214) were counted.`,
    "",
    ...table(
      [
        "arm",
        "success",
        "false done",
        "not claimed",
        "right where claimed",
        "calls",
        "tokens",
        "of them strong",
      ],
      results.map((result) => [
        result.name,
        interval(result.success),
        interval(result.falseDone),
        percent(result.notClaimed.rate),
        interval(result.trust),
        result.calls.toFixed(1),
        thousands(result.tokens),
        strong(result),
      ]),
    ),
    "",
  ];
}

function strong({ strongTokens }) {
  return strongTokens > 0 ? thousands(strongTokens) : "";
}

export function pair({ success, falseDone }) {
  return `${percent(success.rate)}, ${percent(falseDone.rate)}`;
}

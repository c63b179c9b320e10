import { assumptions, sources } from "../rates/sources.js";
import { percent, table } from "./words.js";

/** The rates with their sources, what is assumed, and how the world answers to what was counted. */
export function ratesSection(calibrated) {
  return [
    "## Rates",
    "",
    "Two figures in *now* are for the two settings. A source is a public repository of recorded runs; see",
    "[README.md](README.md#sources).",
    "",
    ...table(["rate", "before", "now", "measured", "n", "source"], sources, { texts: 6 }),
    "",
    "Assumed, and swept below where it moves a default:",
    "",
    ...table(["rate", "now", "why"], assumptions, { texts: 3 }),
    "",
    "What comes out of the simulated world, against what was counted. A rate of fixes depends on several rates here.",
    "",
    ...table(["", ...calibrated.map(({ setting }) => setting), "counted"], calibrationRows(calibrated)),
    "",
  ];
}

function calibrationRows(calibrated) {
  const row = (name, of, counted) => [name, ...calibrated.map((one) => percent(of(one))), counted];
  return [
    row("a first change is right", (one) => one.right, "57.6 % (1,147 of 1,992)"),
    row("the checks catch a wrong one", (one) => one.caught, "77.5 % (655 of 845); 38 to 41 % (of 157)"),
    row("they reject a right one", (one) => one.rejected, "0.0 % (of 1,147); 11.4 % (9 of 79)"),
    row(
      "right where green at the first try",
      (one) => one.rightWhereGreen,
      "85.8 % (1,147 of 1,337); 32.7 % (70 of 214)",
    ),
    row("the first fix turns it green", (one) => one.fixes[0].green, "20.7 % (30 of 145); 17 % (of 126)"),
    row("the second", (one) => one.fixes[1].green, "8.7 % (10 of 115)"),
    row("the third", (one) => one.fixes[2].green, "8.6 % (9 of 105)"),
    row(
      "right where a first fix turned it green",
      (one) => one.fixes[0].rightWhereGreen,
      "74.3 % (55 of 74)",
    ),
    row("a failed first fix leaves the same error", (one) => one.fixes[0].sameAgain, "52 to 75 % (of 385)"),
  ];
}

import { faultKinds } from "../../dist/actors/evidence/faults/fault-kind.js";
import { readByHand } from "./read-by-hand.js";

const sampleSize = 50;

/** @param {import("./faults.js").Tried[]} tried */
export function faultsReport(tried) {
  const survivors = tried.filter(({ parses, byAll }) => parses && !byAll);
  const sample = survivors.filter(
    (_, index) =>
      Math.floor((index * sampleSize) / survivors.length) !==
      Math.floor(((index - 1) * sampleSize) / survivors.length),
  );
  const read = (survivors.length <= sampleSize ? survivors : sample).map((one) => ({
    one,
    reading: readingOf(one),
  }));
  const count = (wanted) => read.filter(({ reading }) => (reading?.verdict ?? "not read") === wanted).length;
  const languages = [...new Set(tried.map(({ language }) => language))];
  const first = tried.filter(({ rank }) => rank <= 6);
  return [
    "Every line of a source counts as changed. The full suite of a bundled task is its visible and its hidden tests, run",
    "on its solution; half of it is every other test. *Parses* includes types where the language checks them. A fault",
    "that ends or hangs the suite is noticed. Shares of noticed faults are of those that parse.",
    "",
    "| | faults | parse | noticed by all tests | by half of them | by none |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...languages.map((language) =>
      row(
        language,
        tried.filter((one) => one.language === language),
      ),
    ),
    row("**all**", tried),
    row("the first 6 of each project", first),
    "",
    "| kind | faults | parse | noticed by all tests | by half of them | by none |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...faultKinds.map((kind) =>
      row(
        kind,
        tried.filter(({ fault }) => fault.kind === kind),
      ),
    ),
    "",
    `### ${read.length} survivors of the full suite, read by hand`,
    "",
    `Of ${survivors.length} faults that no test notices, ${read.length === survivors.length ? "all" : `${read.length}, spread evenly,`} were read: **${count("equivalent")} are equivalent** (no input tells them apart), **${count("missing test")} are behaviour that no test looks at**${count("not read") > 0 ? `, ${count("not read")} are not read yet` : ""}. A survivor that is equivalent is a false alarm.`,
    `That is ${percent(count("equivalent"), read.length)} of the survivors, and about ${percent((survivors.length * count("equivalent")) / Math.max(1, read.length), tried.filter(({ parses }) => parses).length)} of all faults that parse.`,
    "",
    "| where | kind | without | with | read as |",
    "| --- | --- | --- | --- | --- |",
    ...read.map(
      ({ one: { project, fault }, reading }) =>
        `| ${project}:${fault.line} | ${fault.kind} | ${cell(fault.before)} | ${cell(fault.after)} | ${reading ? `${reading.verdict}: ${reading.why}` : "not read"} |`,
    ),
  ];
}

function readingOf({ project, fault }) {
  return readByHand.find(
    (one) =>
      one.project === project &&
      one.line === fault.line &&
      (one.after === fault.after.trim() || (one.after.length > 1 && fault.after.includes(one.after))),
  );
}

function row(name, tried) {
  const parsing = tried.filter(({ parses }) => parses);
  const share = (isCounted) => percent(parsing.filter(isCounted).length, parsing.length);
  const [all, half, none] = [
    share(({ byAll }) => byAll),
    share(({ byHalf }) => byHalf),
    share(({ byAll }) => !byAll),
  ];
  return `| ${name} | ${tried.length} | ${percent(parsing.length, tried.length)} | ${all} | ${half} | ${none} |`;
}

function percent(part, whole) {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}

function cell(line) {
  return line.trim() === "" ? "" : `\`\` ${line.trim().replaceAll("|", "\\|")} \`\``;
}

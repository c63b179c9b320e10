import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What survived, by file, as `the code ⇒ the code as mutated`: whole lines, so that an explanation stays with
 * its code when lines above it come or go.
 *
 * @param report a report of Stryker's json reporter (mutation-testing-report-schema 2)
 */
export function survivorsOf(report) {
  const files = {};
  let total = 0;
  let killed = 0;
  for (const [file, { source, mutants }] of Object.entries(report.files)) {
    const counted = mutants.filter(({ status }) => isCounted(status));
    const survivors = counted.filter(({ status }) => status === "Survived" || status === "NoCoverage");
    total += counted.length;
    killed += counted.length - survivors.length;
    files[file] = survivors.map((mutant) => survivorText(source, mutant));
  }
  return { files, total, killed };
}

/**
 * Of one report and the explanations of all files: what is neither killed nor explained, and which explanations
 * speak of a mutant of these files that does not survive.
 *
 * @param explained file → [{ why, survivors }]
 */
export function compareSurvivors({ files, total, killed }, explained) {
  const unexplained = {};
  const stale = [];
  let open = 0;
  for (const [file, survivors] of Object.entries(files)) {
    const known = (explained[file] ?? []).flatMap((group) => group.survivors);
    const left = [...known];
    const news = survivors.filter((survivor) => {
      const at = left.indexOf(survivor);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    if (news.length > 0) unexplained[file] = news;
    stale.push(...left.map((survivor) => `${file}: ${survivor}`));
    open += news.length;
  }
  return { unexplained, stale, counts: { total, killed, survived: total - killed, open } };
}

/**
 * The explanations of a folder that has a JSON file for each source file, by the same path.
 *
 * @returns file → [{ why, survivors }]
 */
export function readExplanations(folder) {
  const paths = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".json"));
  return Object.fromEntries(
    paths.map((path) => {
      const file = path.replaceAll("\\", "/").replace(/\.json$/, ".ts");
      return [file, JSON.parse(readFileSync(join(folder, path), "utf8"))];
    }),
  );
}

function isCounted(status) {
  return status !== "Ignored" && status !== "CompileError" && status !== "RuntimeError";
}

function survivorText(source, { location, replacement }) {
  const lines = source.split("\n");
  const { start, end } = location;
  const before = lines.slice(start.line - 1, end.line);
  const head = lines[start.line - 1].slice(0, start.column - 1);
  const tail = lines[end.line - 1].slice(end.column - 1);
  return `${oneLine(before.join("\n"))} ⇒ ${oneLine(head + replacement + tail)}`;
}

function oneLine(text) {
  return text.replace(/\s+/g, " ").trim();
}

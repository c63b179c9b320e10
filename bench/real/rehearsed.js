// The model of a dry run: it plays the reference solution, or for tasks that have one the wrong solution.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { answeredCriteria } from "../../dist/demo/answered-criteria.js";
import { startRehearsedModel } from "../../dist/demo/rehearsed-model.js";

export async function rehearse(tasks) {
  const plays = await Promise.all(tasks.map(playOf));
  return startRehearsedModel((request) => {
    if (request.tools.length === 0) return { text: "A task" };
    const play = plays.find(({ request: words }) => lettersOf(request.text).includes(lettersOf(words)));
    return play ? reply(request, play) : { text: "DONE" };
  });
}

/** OpenCode puts backslashes before quotes that come from a command line. */
function lettersOf(text) {
  return text.replaceAll(/[^a-z]+/gi, "");
}

async function playOf({ path, request, hasWrong }) {
  const folder = join(path, hasWrong ? "wrong" : "solution", "src");
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => ({
      filePath: `src/${name}`,
      content: await readFile(join(folder, name), "utf8"),
    })),
  );
  return { request, files };
}

function reply({ agent, text, toolResults }, { request, files }) {
  const names = files.map(({ filePath }) => filePath);
  const writes = { toolCalls: files.map((file) => ({ name: "write", arguments: file })) };
  const hasWritten = toolResults.length > 0;
  switch (agent) {
    case "planner":
      return submit("submit_plan", { summary: "One task.", tasks: [taskOf(request, names)] });
    case "searcher":
      return submit("submit_findings", { summary: "It is one file.", findings: [] });
    case "reviewer":
      return submit("submit_review", {
        verdict: "pass",
        summary: "It looks good.",
        issues: [],
        criteria: answeredCriteria(text),
      });
    case undefined:
      return hasWritten ? { text: "All of it is there.\n\nDONE" } : writes;
    default:
      return hasWritten ? submit("submit_change", { summary: "Wrote it.", files: names }) : writes;
  }
}

function submit(name, argument) {
  return { toolCalls: [{ name, arguments: argument }] };
}

function taskOf(request, files) {
  return {
    id: "T1",
    title: "Do what was asked",
    description: request,
    files,
    acceptance: ["it is as asked"],
  };
}

// How a request is done: by OpenCode's own `build` agent, with or without a look at its own work, or by the workflow.
import { once } from "node:events";
import { join } from "node:path";
import { findOpencode } from "../../dist/demo/opencode-binary.js";
import { end, launch, packageRoot } from "../processes.js";

const ending =
  "Work until it is done; nobody answers questions. End with a line that says DONE, or NOT DONE and why.";
const review =
  "Review your own change against the request as a strict reviewer would, fix what is wrong, and end with a line that says DONE, or NOT DONE and why.";

/** Each arm does a request in a project and says whether it claims to be done, and what it used. */
export const arms = {
  "one-shot": async (mission) => outcomeOf(await runBuild(mission, `${mission.request}\n\n${ending}`)),

  "self-review": async (mission) => {
    const first = await runBuild(mission, `${mission.request}\n\n${ending}`);
    const second = await runBuild(mission, review, ["--continue"]);
    return outcomeOf({ ...second, tokens: first.tokens + second.tokens, cost: first.cost + second.cost });
  },

  loop: async (mission) => {
    const main = join(packageRoot, "dist", "cli", "main.js");
    const args = [main, "auto", "--json", ...modelOf(mission), "--", mission.request];
    const { stdout } = await runToEnd(mission, process.execPath, args);
    const report = readJson(stdout) ?? { status: "failed" };
    const { status, tokens = {}, cost = 0 } = report;
    const sum = Object.values(tokens).reduce((total, count) => total + count, 0);
    return { isClaimed: status === "verified", status, tokens: sum, cost };
  },
};

async function runBuild(mission, text, more = []) {
  const args = ["run", "--agent", "build", "--format", "json", ...modelOf(mission), ...more, "--", text];
  const { stdout } = await runToEnd(mission, findOpencode(), args);
  const parts = stdout.split("\n").flatMap((line) => readJson(line)?.part ?? []);
  const steps = parts.filter(({ type }) => type === "step-finish");
  const add = (amountOf) => steps.reduce((total, step) => total + amountOf(step), 0);
  return {
    words: parts.findLast(({ type }) => type === "text")?.text ?? "",
    tokens: add(({ tokens }) => {
      const { input, output, reasoning, cache } = tokens;
      return input + output + reasoning + cache.read + cache.write;
    }),
    cost: add(({ cost }) => cost),
  };
}

/** An agent that ends without a word has not claimed anything. */
function outcomeOf({ words, tokens, cost }) {
  const isClaimed = /\bDONE\b/.test(words) && !/\bNOT DONE\b/.test(words);
  return { isClaimed, status: isClaimed ? "DONE" : words ? "NOT DONE" : "silent", tokens, cost };
}

function modelOf({ model }) {
  return model ? ["--model", model] : [];
}

async function runToEnd({ project, env, minutes }, command, args) {
  const child = launch(command, args, {
    cwd: project,
    env: { ...env, PWD: project },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  const timer = setTimeout(() => void end(child), minutes * 60_000);
  await once(child, "close");
  clearTimeout(timer);
  return { stdout };
}

function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

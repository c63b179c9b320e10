import { existsSync } from "node:fs";
import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { runFiles } from "../../src/runs/run-folder.js";
import { nobodyIn, temporaryFiles } from "./leftovers.js";
import { type Stage, type StageOptions, setStage } from "./mission.js";
import { runsOf } from "./runs-of.js";

/** A stage of a JavaScript project whose check can be stopped in the midst of a probe. */
export interface ProbeStage extends Stage {
  /** Resolves when the check waits in a copy of the tree: so many probes have ended, one more has begun. */
  held: Promise<void>;
  /** The check goes on, and waits no more. */
  release(): Promise<void>;
  /** The project's program in each of the copies in which the check ran so far, in order. */
  programs(): Promise<string[]>;
  /** Resolves when the run's journal has the line. */
  journaled(part: string): Promise<void>;
  /** Ends OpenCode as `kill -9` does; resolves when no check is left, without any help. */
  killAlone(): Promise<void>;
  /** Resolves when no copy of the tree, no other temporary file and no process in one is left. */
  nothingLeft(): Promise<void>;
}

export const price =
  "exports.price = (amount, count) => {\n  const sum = amount * count;\n  return sum;\n};\n";

/** Runs every test file. In a copy, it waits where it has seen more programs than the changed one and so many others. */
const check = `
const { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { PROBES_HELD: held, PROBES_SEEN: seen } = process.env;
const names = readdirSync(".").filter((name) => name.endsWith(".js") && name !== "check.js");
if (process.cwd().includes("orchestrator-copies")) {
  const sources = names.filter((name) => !name.endsWith(".test.js")).sort();
  const program = JSON.stringify(sources.map((name) => name + "\\n" + readFileSync(name, "utf8")).join(""));
  appendFileSync(seen, program + "\\n");
  const others = new Set(readFileSync(seen, "utf8").trim().split("\\n")).size - 1;
  if (existsSync(held) && others > Number(readFileSync(held, "utf8"))) {
    writeFileSync(held + ".begun", "");
    while (existsSync(held)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}
for (const name of names.filter((name) => name.endsWith(".test.js"))) require("./" + name);
`;

const files = {
  "package.json": JSON.stringify({ name: "shop", private: true, scripts: { test: "node check.js" } }),
  "check.js": check,
  "price.js": price,
  "price.test.js": 'require("node:assert").equal(require("./price.js").price(2, 3), 6);\n',
};

/** @param probes how many end before one is held */
export async function setProbeStage(
  options: Pick<StageOptions, "script"> & { probes: number },
): Promise<ProbeStage> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "orchestrator-probes-")));
  const [held, seen] = [join(folder, "held"), join(folder, "seen")];
  await writeFile(held, String(options.probes));
  const stage = await setStage({
    files,
    script: options.script,
    plugin: { evidence: { faults: 3, seconds: 1_000 } },
    env: { PROBES_HELD: held, PROBES_SEEN: seen },
  });
  const temporary = join(stage.opencode.home, "tmp");
  const journal = async () => {
    const [run = ""] = await runsOf(stage.project.path, stage.opencode.home);
    return readFile(runFiles(run).journal, "utf8").catch(() => "");
  };
  const own = {
    held: expect.poll(() => existsSync(`${held}.begun`), { timeout: 200_000 }).toBe(true) as Promise<void>,
    release: () => rm(held, { force: true }),
    programs: async () =>
      (await readFile(seen, "utf8").catch(() => ""))
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as string),
    journaled: (part: string) => expect.poll(journal, { timeout: 200_000 }).toContain(part) as Promise<void>,
    async killAlone() {
      process.kill(stage.opencode.pid, "SIGKILL");
      await nobodyIn(temporary);
      await stage.restart("kill");
    },
    async nothingLeft() {
      await expect.poll(() => temporaryFiles(temporary)).toEqual([]);
      await nobodyIn(temporary);
    },
    async end() {
      await stage.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return Object.defineProperties({} as ProbeStage, {
    ...Object.getOwnPropertyDescriptors(stage),
    ...Object.getOwnPropertyDescriptors(own),
  });
}

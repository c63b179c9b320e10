import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createOpencodeClient, type OpencodeClient } from "@opencode-ai/sdk/v2";
import type { ModelReply } from "../../../src/demo/model-reply.js";
import type { ModelRequest } from "../../../src/demo/model-request.js";
import { startRehearsedModel } from "../../../src/demo/rehearsed-model.js";
import { nobodyIn } from "../../support/leftovers.js";
import { startOpencode } from "../../support/opencode.js";
import { createProject } from "../../support/project.js";

/** One OpenCode in which many projects are played at a time. */
export interface PathsStage {
  open(options: object): Promise<PlayedProject>;
  end(): Promise<void>;
}

/** A project whose model, checks and git do what a player says. */
export interface PlayedProject {
  client: OpencodeClient;
  path: string;
  control: Control;
  /** What the model replies from now on. */
  reply(script: (request: ModelRequest) => Promise<ModelReply>): void;
  close(): Promise<void>;
}

/** Files beside the project, where its check and its git look. */
export interface Control {
  /** The check that runs, or the next one, ends with this. */
  verdict: string;
  /** While it is there, git fails. */
  gitFails: string;
  /** While it is there, git waits. */
  gitWaits: string;
}

/** A test file that no task names. */
export const wholeTest = "// looks at a.js\n";

/** Waits for its verdict; it prints errors by name, ends as a missing command does, or passes. */
const check = [
  'import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";',
  // A check that leaves a file behind runs each time, although the rest of the tree is the same.
  'appendFileSync("ran.log", "x");',
  'const verdict = "../control/verdict";',
  "while (!existsSync(verdict)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);",
  'const outcome = readFileSync(verdict, "utf8");',
  "rmSync(verdict);",
  'if (outcome === "couldNotRun") console.log("sh: 1: test: not found");',
  'else if (outcome !== "passed")',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a program
  '  for (const name of outcome.split("+")) console.log(`${name}.txt:1:1: error: ${name} is wrong`);',
  'process.exitCode = outcome === "passed" ? 0 : outcome === "couldNotRun" ? 127 : 1;',
].join("\n");

/** Looks for the control files of the project that it works in, then becomes git. */
const gitWrapper = (git: string) =>
  [
    "#!/bin/sh",
    "d=$PWD",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a program
    'while [ -n "$d" ] && [ ! -d "$d/control" ]; do d=${d%/*}; done',
    'while [ -n "$d" ] && [ -e "$d/control/git-waits" ]; do sleep 0.02; done',
    'if [ -n "$d" ] && [ -e "$d/control/git-fails" ]; then echo "git is told to fail" >&2; exit 128; fi',
    `exec ${git} "$@"`,
  ].join("\n");

export async function setPathsStage(git: string): Promise<PathsStage> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "orchestrator-paths-")));
  const wrapper = join(root, "bin", "git");
  await mkdir(dirname(wrapper));
  await writeFile(wrapper, gitWrapper(git));
  await chmod(wrapper, 0o755);
  const scripts = new Map<string, (request: ModelRequest) => Promise<ModelReply>>();
  const model = await startRehearsedModel(async (request) => {
    const path = /Working directory: (\S+)/.exec(request.text)?.[1] ?? "";
    return (await scripts.get(path)?.(request)) ?? { text: "ok" };
  });
  const home = join(root, "home");
  await mkdir(home);
  const first = await createProject({ "package.json": "{}" });
  const opencode = await startOpencode({
    project: first.path,
    model,
    home,
    config: { snapshot: false },
    env: { PATH: [dirname(wrapper), process.env.PATH].join(delimiter) },
  });
  let number = 0;
  return {
    async open(options) {
      const place = join(root, `${++number}`);
      const control = join(place, "control");
      await mkdir(control, { recursive: true });
      const path = join(place, "project");
      const project = await createProject(
        {
          "package.json": JSON.stringify({
            name: "played",
            private: true,
            scripts: { test: "node check.mjs" },
          }),
          "check.mjs": check,
          "a.js": "export const a = 0;\n",
          "a.test.js": wholeTest,
          ".opencode/orchestrator.jsonc": JSON.stringify(options),
        },
        { path },
      );
      const client = createOpencodeClient({ baseUrl: opencode.url, directory: path });
      return {
        client,
        path,
        control: {
          verdict: join(control, "verdict"),
          gitFails: join(control, "git-fails"),
          gitWaits: join(control, "git-waits"),
        },
        reply: (script) => scripts.set(path, script),
        async close() {
          await client.instance.dispose();
          scripts.delete(path);
          await nobodyIn(path);
          await project.remove();
        },
      };
    },
    async end() {
      await opencode.stop();
      await model.close();
      await first.remove();
      await nobodyIn(root);
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

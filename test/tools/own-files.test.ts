import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import { call, change, goodTeam, type Stage, setStage, task } from "../support/mission.js";
import { linkPackages } from "../support/npm-tools.js";
import { runsOf } from "../support/runs-of.js";

const run = promisify(execFile);
/** Found here: in another home, a shim of a version manager finds nothing. */
const ruff = await run("python3", ["-c", "import ruff; print(ruff.find_ruff_bin())"]).then(
  ({ stdout }) => stdout.trim(),
  () => "ruff",
);

const commands = [
  "prettier --check .",
  "biome check .",
  "eslint .",
  `${ruff} check .`,
  "tsc --listFiles",
  "npm pack --dry-run --json",
];

/** Writes what every command prints, and its exit code, into a new file of the folder that is named. */
const look = `
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
const bin = process.cwd() + "/node_modules/.bin";
const env = { ...process.env, PATH: bin + ":" + process.env.PATH, NO_COLOR: "1", npm_config_loglevel: "silent" };
const seen = {};
for (const command of ${JSON.stringify(commands)}) {
  const { status, stdout, stderr } = spawnSync(command, { shell: true, encoding: "utf8", env });
  const said = stripVTControlCharacters(stdout + stderr).replace(/\\d+(\\.\\d+)?\\s?(ms|µs|s)\\b/g, "TIME");
  seen[command] = [...said.split("\\n").sort(), "exit " + status];
}
const place = process.argv[2];
writeFileSync(place + "/" + readdirSync(place).length + ".json", JSON.stringify(seen));
`;

const files = {
  ".gitignore": "node_modules\n",
  ".npmignore": "*.txt\n",
  "package.json": '{ "name": "looked-at", "version": "1.0.0", "type": "module" }\n',
  "biome.json": '{ "formatter": { "indentStyle": "space" } }\n',
  "tsconfig.json":
    '{\n  "compilerOptions": { "allowJs": true, "noEmit": true, "resolveJsonModule": true, "types": [] },\n  "include": ["**/*", "**/*.json"]\n}\n',
  "eslint.config.js": 'export default [{ files: ["**/*.js", "**/*.json", "**/*.log"] }];\n',
  "a.js": "export const a = 1;\n",
  "a.py": "def a():\n    return 1\n",
  "look.mjs": look,
};

let stage: Stage | undefined;
let place: string | undefined;
afterEach(async () => {
  await stage?.end();
  if (place) await rm(place, { recursive: true });
  stage = undefined;
});

test("the project's tools print the same before, during and after a mission", {
  timeout: 600_000,
}, async () => {
  place = await realpath(await mkdtemp(join(tmpdir(), "orchestrator-looks-")));
  const command = `node look.mjs ${place}`;
  const coder = () => {
    const [written, submitted] = change("a.txt", "good\n");
    return [written, call("bash", { command, description: "Looks" }), submitted].flatMap(
      (turn) => turn ?? [],
    );
  };
  stage = await setStage({
    files,
    script: { ...goodTeam(task("T1", "a.txt")), coder },
    plugin: { checks: [{ name: "look", command }] },
  });
  const { project, opencode } = stage;
  await linkPackages(project.path, ["prettier", "@biomejs/biome", "eslint", "typescript"]);
  await run("node", ["look.mjs", place], { cwd: project.path });
  await stage.command(await stage.createSession(), "auto", "write a.txt");
  expect(await runsOf(project.path, opencode.home)).toHaveLength(1);
  await run("node", ["look.mjs", place], { cwd: project.path });

  const names = (await readdir(place)).sort();
  const [before, ...later] = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(place ?? "", name), "utf8")) as object),
  );
  expect(Object.keys(before ?? {})).toEqual(commands);
  // The baseline, the agent, the check after its change, and afterwards.
  expect(later.length).toBeGreaterThanOrEqual(4);
  for (const seen of later) expect(seen).toEqual(before);
});

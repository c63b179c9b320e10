import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { describeInstallation } from "../../../src/cli/install/describe.js";
import { installPlugin } from "../../../src/cli/install/install-plugin.js";
import { uninstallPlugin } from "../../../src/cli/install/uninstall-plugin.js";
import { packageRoot } from "../../../src/cli/package.js";

let folder: string;
let home: string;
let config: string;
/** The config of OpenCode's screen, which names the sidebar. */
let screen: string;

const entry = JSON.stringify(packageRoot);
const kept = ".before-orchestrator";

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "install-")));
  home = await realpath(await mkdtemp(join(tmpdir(), "install-home-")));
  config = join(folder, "opencode.json");
  screen = join(folder, ".opencode", "tui.json");
  for (const name of Object.keys(process.env).filter((key) => /^(OPENCODE|XDG)_/.test(key)))
    vi.stubEnv(name, "");
  vi.stubEnv("HOME", home);
  vi.stubEnv("USERPROFILE", home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
  await rm(home, { recursive: true, force: true });
});

const install = () => installPlugin({ folder, isGlobal: false });
const uninstall = () => uninstallPlugin({ folder, isGlobal: false });
const installGlobally = () => installPlugin({ folder, isGlobal: true });

async function write(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

const read = (path: string) => readFile(path, "utf8");

/** What a longer text has between the beginning and the end that it shares with a shorter one. */
function inserted(before: string, after: string): string {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  const end = after.length - (before.length - start);
  expect(after.slice(end)).toBe(before.slice(start));
  return after.slice(start, end);
}

describe("a config that is there", () => {
  const large = `{\n  "provider": {\n${Array.from(
    { length: 60_000 },
    (_, index) =>
      `    "provider-${index}": { "name": "The provider number ${index}", "options": { "x": [1, 2] } }`,
  ).join(",\n")}\n  },\n  "plugin": ["a"]\n}\n`;

  it.each([
    ["JSON", '{\n  "model": "a/b"\n}\n', `,\n  "plugin": [${entry}]`],
    ["an empty file", "", undefined],
    ["white space", " \n", undefined],
    [
      "comments and trailing commas",
      '{\n  // mine\n  "model": "a/b", /* cheap */\n}\n',
      `  "plugin": [${entry}],\n`,
    ],
    ["a list of plugins", '{\n  "plugin": [\n    "a",\n    ["b", { "x": 1 }]\n  ]\n}\n', `,\n    ${entry}`],
    ["an empty list of plugins", '{ "plugin": [], "model": "a/b" }', entry],
    ["an empty object", "{}", `\n  "plugin": [${entry}]\n`],
    ["Windows line breaks", '{\r\n\t"model": "a/b"\r\n}\r\n', `,\r\n\t"plugin": [${entry}]`],
    ["a byte order mark", '\uFEFF{ "plugin": ["a"] }\n', `, ${entry}`],
    ["more than 5 MB", large, `, ${entry}`],
    ["no line break at its end", '{\n    "plugin": ["ä 🌍"]}', `, ${entry}`],
  ])("gets the entry and nothing else, and its bytes back: %s", async (what, before, expected) => {
    if (what === "more than 5 MB") expect(before.length).toBeGreaterThan(5 * 2 ** 20);
    await write(config, before);
    await chmod(config, 0o640);
    expect(await install()).toEqual({
      did: "added",
      file: config,
      spec: packageRoot,
      backup: config + kept,
      others: [],
      sidebar: { did: "created", file: screen, spec: packageRoot, others: [] },
    });
    const after = await read(config);
    const added = inserted(before, after);
    if (expected === undefined) expect(JSON.parse(added)).toMatchObject({ plugin: [packageRoot] });
    else expect(added).toBe(expected);
    expect(await read(config + kept)).toBe(before);
    expect((await stat(config)).mode & 0o777).toBe(0o640);
    expect((await stat(config + kept)).mode & 0o777).toBe(0o640);

    const again = { did: "nothing", spec: packageRoot, others: [] };
    expect(await install()).toEqual({ ...again, file: config, sidebar: { ...again, file: screen } });
    expect(await read(config)).toBe(after);

    expect(await uninstall()).toEqual({
      changed: [
        { file: config, did: "restored" },
        { file: screen, did: "deleted" },
      ],
      others: [],
    });
    expect(await read(config)).toBe(before);
    expect(await readdir(folder)).toEqual(["opencode.json"]);
  });

  it("is changed where it was edited since, and what was edited stays", async () => {
    await write(config, '{ "plugin": ["a"] }');
    await install();
    await write(config, (await read(config)).replace('"a"', '"b"'));
    const edited = await read(config);
    expect(await uninstall()).toEqual({
      changed: [
        { file: config, did: "edited", backup: `${config}${kept}.2` },
        { file: screen, did: "deleted" },
      ],
      others: [],
    });
    expect(await read(config)).toBe('{ "plugin": ["b"] }');
    expect(await read(config + kept)).toBe('{ "plugin": ["a"] }');
    expect(await read(`${config}${kept}.2`)).toBe(edited);
  });

  it.each([
    ["a path that is gone", "/gone/node_modules/opencode-orchestrator"],
    ["a URL that is gone", "file:///gone/opencode-orchestrator"],
  ])("names another copy by %s: the entry is replaced and keeps its options", async (_, old) => {
    const before = `{ "plugin": ["a", ["${old}", { "retryLimit": 1 }], /* last */ "b"] }`;
    await write(config, before);
    expect(await install()).toMatchObject({ did: "replaced", before: old, others: [] });
    expect(await read(config)).toBe(before.replace(JSON.stringify(old), entry));
    await uninstall();
    expect(await read(config)).toBe('{ "plugin": ["a", /* last */ "b"] }');
  });

  it("the list of OpenCode 2 stays as it is at an installation, and loses the plugin at its end", async () => {
    const native = `"plugins": ["a", { "package": ${JSON.stringify(packageRoot)}, "options": { "retryLimit": 1 } }]`;
    await write(config, `{ ${native} }`);
    expect((await install()).did).toBe("added");
    expect(await read(config)).toBe(`{ ${native}, "plugin": [${entry}] }`);
    await uninstall();
    expect(await read(config)).toBe('{ "plugins": ["a"] }');
  });

  it("names what npm has by this name, another project's plugin: that entry stays", async () => {
    await write(config, '{ "plugin": ["opencode-orchestrator@latest"] }');
    expect(await install()).toMatchObject({ did: "added" });
    expect(JSON.parse(await read(config)).plugin).toEqual(["opencode-orchestrator@latest", packageRoot]);
    await uninstall();
    expect(await read(config)).toBe('{ "plugin": ["opencode-orchestrator@latest"] }');
  });

  it("names another copy that is there: the entry is replaced", async () => {
    const copy = await write(join(home, "copy", "package.json"), '{ "name": "opencode-orchestrator" }');
    await write(config, JSON.stringify({ plugin: [dirname(copy)] }));
    expect(await install()).toMatchObject({ did: "replaced", before: dirname(copy), others: [] });
    expect(JSON.parse(await read(config))).toEqual({ plugin: [packageRoot] });
  });

  it("is a link: the file that it leads to is changed, and the link stays", async () => {
    const target = await write(join(home, "dotfiles", "opencode.jsonc"), '{ "plugin": [] } // mine\n');
    await symlink(target, config);
    await install();
    expect((await lstat(config)).isSymbolicLink()).toBe(true);
    expect(await read(target)).toBe(`{ "plugin": [${entry}] } // mine\n`);
    await uninstall();
    expect(await read(target)).toBe('{ "plugin": [] } // mine\n');
    expect(await readdir(dirname(target))).toEqual(["opencode.jsonc"]);
  });
});

describe("a config that cannot be changed", () => {
  it.each([
    ["broken", '{\n  "model": "a/b"\n  "plugin": []\n}\n', "CommaExpected in line 3"],
    ["cut", '{ "plugin": [', "CloseBracketExpected in line 1"],
    ["another kind of plugins", '{ "plugin": "a" }', '"plugin" in line 1 is not a list'],
    ["no text", Buffer.from([0x7b, 0xff, 0x7d]), "not valid"],
  ])("is left alone and named: %s", async (_, before, message) => {
    await writeFile(config, before);
    const attempt = install().catch((error: Error) => error.message);
    expect(await attempt).toContain(`${config} cannot be changed: `);
    expect(await attempt).toContain(message);
    expect(await readFile(config)).toEqual(Buffer.from(before));
    expect(await readdir(folder)).toEqual(["opencode.json"]);
  });

  it("is read-only", async () => {
    await write(config, "{}");
    await chmod(config, 0o444);
    await expect(install()).rejects.toThrow(
      `${config} cannot be written: it is read-only. Make it writable, then try again. Nothing was changed`,
    );
    expect(await read(config)).toBe("{}");
    expect(await readdir(folder)).toEqual(["opencode.json"]);
  });

  it("would be in a folder that is none", async () => {
    await write(join(folder, ".opencode"), "a file");
    await expect(install()).rejects.toThrow(/opencode\.json cannot be written: .*Nothing was changed/);
    expect(await readdir(folder)).toEqual([".opencode"]);
  });

  it("is a link to nothing", async () => {
    await symlink(join(home, "nothing"), config);
    await expect(install()).rejects.toThrow("is a broken link");
    expect(await readdir(folder)).toEqual(["opencode.json"]);
  });
});

describe("a project", () => {
  it("without a config gets .opencode/opencode.json, which goes again with all that came with it", async () => {
    const file = join(folder, ".opencode", "opencode.json");
    const created = { did: "created", spec: packageRoot, others: [] };
    expect(await install()).toEqual({ ...created, file, sidebar: { ...created, file: screen } });
    expect(JSON.parse(await read(file))).toEqual({
      $schema: "https://opencode.ai/config.json",
      plugin: [packageRoot],
    });
    const deleted = [file, screen].map((path) => ({ file: path, did: "deleted" }));
    expect(await uninstall()).toEqual({ changed: deleted, others: [] });
    expect(await readdir(folder)).toEqual([]);
    expect(await uninstall()).toEqual({ changed: [], others: [] });
  });

  it("is its git worktree, also from a folder within", async () => {
    await mkdir(join(folder, ".git"));
    const inner = join(folder, "packages", "inner");
    await mkdir(inner, { recursive: true });
    const { file } = await installPlugin({ folder: inner, isGlobal: false });
    expect(file).toBe(join(folder, ".opencode", "opencode.json"));
  });

  it.each([
    [
      "the one with a list of plugins",
      { "opencode.jsonc": '{ "plugin": [] }', ".opencode/opencode.json": "{}" },
      "opencode.jsonc",
    ],
    [
      "the one that names the plugin",
      {
        "opencode.json": '{ "plugin": ["/gone/opencode-orchestrator"] }',
        ".opencode/opencode.jsonc": '{ "plugin": [] }',
      },
      "opencode.json",
    ],
    ["the one that is there", { "opencode.json": "{}" }, "opencode.json"],
    [
      "the strongest of several",
      { "opencode.json": "{}", ".opencode/opencode.jsonc": "{}" },
      ".opencode/opencode.jsonc",
    ],
  ])("with configs keeps the plugin in %s", async (_, files, expected) => {
    for (const [name, text] of Object.entries(files)) await write(join(folder, name), text);
    expect((await install()).file).toBe(join(folder, expected));
  });

  it("is told of another copy that the user's own config names", async () => {
    const copy = await write(join(home, "copy", "package.json"), '{ "name": "opencode-orchestrator" }');
    const own = await write(
      join(home, ".config", "opencode", "opencode.json"),
      JSON.stringify({ plugin: [dirname(copy)] }),
    );
    expect((await install()).others).toEqual([own]);
    expect((await uninstall()).others).toEqual([own]);
  });
});

describe("a project that has the package among its modules", () => {
  const name = "opencode-orchestrator";
  const inProject = `./node_modules/${name}`;

  beforeEach(async () => {
    await mkdir(join(folder, ".git"));
    await mkdir(join(folder, "node_modules"));
    await symlink(packageRoot, join(folder, "node_modules", name));
  });

  it.each([
    ["opencode.json", ".", inProject],
    [".opencode/opencode.jsonc", ".", `../node_modules/${name}`],
    ["packages/inner/opencode.json", "packages/inner", `../../node_modules/${name}`],
  ])("names it relative to %s, so that the entry holds in every clone", async (file, from, spec) => {
    await write(join(folder, file), '{ "plugin": ["a"] }');
    const scope = { folder: join(folder, from), isGlobal: false };
    expect(await installPlugin(scope)).toMatchObject({ did: "added", file: join(folder, file), spec });
    expect(JSON.parse(await read(join(folder, file)))).toEqual({ plugin: ["a", spec] });
    expect(await installPlugin(scope)).toMatchObject({ did: "nothing", spec });
    await uninstallPlugin(scope);
    expect(await read(join(folder, file))).toBe('{ "plugin": ["a"] }');
  });

  it.each([
    ["its path on this machine", () => packageRoot],
    ["its path in the project", () => join(folder, "node_modules", name)],
    ["a URL", () => pathToFileURL(packageRoot).href],
    ["its path on another machine", () => "/home/other/project/node_modules/opencode-orchestrator"],
  ])("replaces %s and keeps the options", async (_, old) => {
    await write(config, JSON.stringify({ plugin: [[old(), { retryLimit: 1 }]] }));
    expect(await install()).toMatchObject({ did: "replaced", before: old(), spec: inProject, others: [] });
    expect(JSON.parse(await read(config))).toEqual({ plugin: [[inProject, { retryLimit: 1 }]] });
  });

  it("is named by its path in the user's own config", async () => {
    expect(await installGlobally()).toMatchObject({ did: "created", spec: packageRoot });
  });
});

it("says that a path outside of the project works on this machine only", async () => {
  const scope = { folder, isGlobal: false };
  const words = "The path works on this machine only";
  expect(describeInstallation(await installPlugin(scope), scope)).toContain(words);
  const user = { folder, isGlobal: true };
  expect(describeInstallation(await installPlugin(user), user)).not.toContain(words);
});

describe("the user's own config", () => {
  const names = { "opencode.json": '{ "plugin": ["a"] }', "opencode.jsonc": '{ "plugin": ["b"] } // mine' };

  it("is opencode.jsonc, as OpenCode makes it, where there is none", async () => {
    const file = join(home, ".config", "opencode", "opencode.jsonc");
    expect(await installGlobally()).toMatchObject({ did: "created", file });
  });

  it.each([
    ["XDG_CONFIG_HOME", "opencode"],
    ["OPENCODE_CONFIG_DIR", ""],
  ])("is where %s says", async (variable, inner) => {
    vi.stubEnv(variable, join(home, "elsewhere"));
    const file = await write(join(home, "elsewhere", inner, "opencode.json"), "{}");
    expect(await installGlobally()).toMatchObject({ did: "added", file });
  });

  it("is the file whose list of plugins hides the other's", async () => {
    const own = join(home, ".config", "opencode");
    for (const [name, text] of Object.entries(names)) await write(join(own, name), text);
    expect(await installGlobally()).toMatchObject({ file: join(own, "opencode.jsonc") });
    expect(await read(join(own, "opencode.jsonc"))).toBe(`{ "plugin": ["b", ${entry}] } // mine`);
    await uninstallPlugin({ folder, isGlobal: true });
    expect(await read(join(own, "opencode.jsonc"))).toBe(names["opencode.jsonc"]);

    await write(join(own, "opencode.jsonc"), "{}");
    expect(await installGlobally()).toMatchObject({ file: join(own, "opencode.json") });
  });
});

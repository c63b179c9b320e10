import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sidebarLines } from "../../../src/cli/doctor/plugin-lines.js";
import { describeInstallation } from "../../../src/cli/install/describe.js";
import { installPlugin } from "../../../src/cli/install/install-plugin.js";
import { uninstallPlugin } from "../../../src/cli/install/uninstall-plugin.js";
import { packageRoot } from "../../../src/cli/package.js";

let folder: string;
let home: string;

const spec = JSON.stringify(packageRoot);
const inProject = () => join(folder, ".opencode", "tui.json");
const ofUser = () => join(home, ".config", "opencode", "tui.json");
const project = () => ({ folder, isGlobal: false });
const user = () => ({ folder, isGlobal: true });

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "sidebar-")));
  home = await realpath(await mkdtemp(join(tmpdir(), "sidebar-home-")));
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

async function write(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

const read = (path: string) => readFile(path, "utf8");

describe("the sidebar's part", () => {
  it("is registered beside the plugin, in the project or for the user, and both go again", async () => {
    for (const [scope, file] of [
      [project(), inProject()],
      [user(), ofUser()],
    ] as const) {
      expect((await installPlugin(scope)).sidebar).toMatchObject({ did: "created", file });
      expect(JSON.parse(await read(file))).toEqual({
        $schema: "https://opencode.ai/tui.json",
        plugin: [packageRoot],
      });
      const { changed } = await uninstallPlugin(scope);
      expect(changed.map(({ did }) => did)).toEqual(["deleted", "deleted"]);
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ["a theme", '{\n  // mine\n  "theme": "nord"\n}\n', `,\n  "plugin": [${spec}]`],
    ["other plugins", '{ "plugin": ["other"] }', `, ${spec}`],
  ])("joins %s in a config that is there, which gets its bytes back", async (_, before, added) => {
    const file = await write(inProject(), before);
    await installPlugin(project());
    expect((await read(file)).replace(added, "")).toBe(before);
    await uninstallPlugin(project());
    expect(await read(file)).toBe(before);
  });

  it("is named relative to its config, where the project has the package among its modules", async () => {
    await mkdir(join(folder, ".git"));
    await mkdir(join(folder, "node_modules"));
    await symlink(packageRoot, join(folder, "node_modules", "opencode-orchestrator"));
    await installPlugin(project());
    expect(JSON.parse(await read(inProject())).plugin).toEqual(["../node_modules/opencode-orchestrator"]);
  });

  it("is added where an older version registered the plugin alone", async () => {
    const config = await write(join(folder, "opencode.json"), `{ "plugin": [${spec}] }`);
    const installation = await installPlugin(project());
    expect(installation).toMatchObject({ did: "nothing", sidebar: { did: "created" } });
    const words = describeInstallation(installation, project());
    expect(words).toContain(`Already registered in ${config}\n`);
    expect(words).toContain(`sidebar in ${inProject()}, a new file`);
    expect(describeInstallation(await installPlugin(project()), project())).toContain("nothing was changed");
  });

  it("whose config is broken stops the installation before anything is changed", async () => {
    const file = await write(inProject(), '{ "theme": ');
    await expect(installPlugin(project())).rejects.toThrow(
      `${file} cannot be changed: ValueExpected in line 1`,
    );
    expect(await readdir(join(folder, ".opencode"))).toEqual(["tui.json"]);
  });

  it("whose config is read-only stops the installation before anything is changed", async () => {
    const config = await write(join(folder, "opencode.json"), "{}");
    const file = await write(inProject(), "{}");
    await chmod(file, 0o444);
    await expect(installPlugin(project())).rejects.toThrow(
      `${file} cannot be written: it is read-only. Make it writable, then try again. Nothing was changed`,
    );
    expect(await read(config)).toBe("{}");
    expect(await readdir(folder)).toEqual([".opencode", "opencode.json"]);
  });

  it("whose config has no folder to be in stops the installation before anything is changed", async () => {
    const config = await write(join(folder, "opencode.json"), "{}");
    await write(join(folder, ".opencode"), "a file");
    await expect(installPlugin(project())).rejects.toThrow(
      /tui\.json cannot be written: .*Nothing was changed/,
    );
    expect(await read(config)).toBe("{}");
    expect(await readdir(folder)).toEqual([".opencode", "opencode.json"]);
  });

  it("whose config is read-only stops the removal before anything is changed", async () => {
    const config = await write(join(folder, "opencode.json"), "{}");
    const file = await write(inProject(), "{}");
    await installPlugin(project());
    const installed = await read(config);
    await chmod(file, 0o444);
    await expect(uninstallPlugin(project())).rejects.toThrow(`${file} cannot be written: it is read-only`);
    expect(await read(config)).toBe(installed);
  });

  it("is added beside a read-only config that names the plugin already", async () => {
    const config = await write(join(folder, "opencode.json"), `{ "plugin": [${spec}] }`);
    await chmod(config, 0o444);
    expect(await installPlugin(project())).toMatchObject({ did: "nothing", sidebar: { did: "created" } });
  });
});

describe("doctor", () => {
  it("sees both parts", async () => {
    await installPlugin(project());
    expect(sidebarLines(folder)).toEqual([{ level: "ok", text: `Sidebar registered in ${inProject()}` }]);
  });

  it("says nothing of the sidebar where neither part is registered", () => {
    expect(sidebarLines(folder)).toEqual([]);
  });

  it.each([
    ["the project's config", () => join(folder, "opencode.json"), "opencode-orchestrator install adds it"],
    [
      "the user's",
      () => join(home, ".config", "opencode", "opencode.json"),
      "opencode-orchestrator install --global adds it",
    ],
  ])("names the command that adds the sidebar to a plugin in %s", async (_, config, mend) => {
    await write(config(), `{ "plugin": [${spec}] }`);
    expect(sidebarLines(folder)).toMatchObject([{ level: "warn", mend }]);
  });

  it("tells of a sidebar without its plugin, of one that is gone, and of a config that is broken", async () => {
    await write(inProject(), `{ "plugin": [${spec}] }`);
    expect(sidebarLines(folder)).toMatchObject([
      { level: "warn", text: expect.stringContaining("but not the plugin") },
    ]);
    await write(inProject(), '{ "plugin": ["/gone/opencode-orchestrator"] }');
    expect(sidebarLines(folder)).toMatchObject([
      { level: "warn", text: expect.stringContaining("which does not exist") },
    ]);
    await write(inProject(), "{");
    expect(sidebarLines(folder)).toMatchObject([
      { level: "warn", text: expect.stringContaining("cannot be read") },
    ]);
  });
});

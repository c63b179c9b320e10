import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** A project in a temporary folder. File names are relative to it. */
export interface Project {
  path: string;
  read(file: string): Promise<string>;
  write(file: string, text: string): Promise<void>;
  exists(file: string): Promise<boolean>;
  /** Runs git in the project and gives back its standard output. */
  git(...args: string[]): Promise<string>;
  remove(): Promise<void>;
}

/**
 * @param options `git` (default true): make it a repository with one commit of all files; `path`: where, in place of a
 * new temporary folder
 */
export async function createProject(
  files: Record<string, string>,
  options: { git?: boolean; path?: string } = {},
): Promise<Project> {
  const path = options.path ?? (await realpath(await mkdtemp(join(tmpdir(), "orchestrator-project-"))));
  await mkdir(path, { recursive: true });
  const project: Project = {
    path,
    read: (file) => readFile(join(path, file), "utf8"),
    write: async (file, text) => {
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), text);
    },
    exists: (file) =>
      access(join(path, file)).then(
        () => true,
        () => false,
      ),
    git: async (...args) => {
      const { stdout } = await promisify(execFile)("git", args, { cwd: path, env: gitEnvironment() });
      return stdout;
    },
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  };
  for (const [file, text] of Object.entries(files)) await project.write(file, text);
  if (options.git ?? true) {
    await project.git("init", "--quiet", "--initial-branch=main");
    await project.git("config", "user.name", "Test");
    await project.git("config", "user.email", "test@example.invalid");
    await project.git("config", "commit.gpgsign", "false");
    await project.git("add", "--all");
    await project.git("commit", "--quiet", "--allow-empty", "--message", "Start");
  }
  return project;
}

/** A git hook sets GIT_DIR and the like, which would lead git out of the project. */
function gitEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  return { ...Object.fromEntries(own), GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
}

/** A call of scripts that a `package.json` declares. */
export interface ScriptCall {
  /** Names, or patterns of names: `test:*`. */
  scripts: string[];
  /** Whole commands beside them (`concurrently`). */
  commands: string[];
  /** Relative to the folder of the call. */
  folder?: string;
  /** In all packages of the workspace, or in some of them. */
  isWorkspace: boolean;
  /** What stands before appended arguments so that the script gets them; absent where they do not reach it. */
  separator?: string;
  /** A `--` among the arguments reaches the script. */
  passesDashes: boolean;
  hasHooks: boolean;
  /** What the call itself appends to the script. */
  args?: readonly string[];
}

/** What a command calls, by its words: a package manager, `npm-run-all`, `concurrently`, turbo, nx or lerna. */
export function scriptCall(words: readonly string[], declared: ReadonlySet<string>): ScriptCall | undefined {
  const [tool = "", ...rest] = words;
  if (/^(?:npm|pnpm|yarn|bun)$/.test(tool)) return managerCall(tool, rest, declared);
  if (tool === "node") {
    const name = /^--run=(.+)$/.exec(rest[0] ?? "")?.[1] ?? (rest[0] === "--run" ? rest[1] : undefined);
    return name === undefined
      ? undefined
      : { ...call([name]), separator: rest.includes("--") ? "" : " --", hasHooks: false };
  }
  if (/^(?:npm-run-all2?|run-[sp])$/.test(tool))
    return call(rest.filter(isName).map((name) => name.split(" ")[0] ?? ""));
  if (tool === "concurrently") return concurrentCall(rest);
  if (tool === "turbo" || tool === "lerna" || tool === "nx") return monorepoCall(tool, rest);
  return undefined;
}

function call(scripts: string[]): ScriptCall {
  return { scripts, commands: [], isWorkspace: false, passesDashes: false, hasHooks: true };
}

function isName(word: string): boolean {
  return word !== "" && !word.startsWith("-");
}

const withValue = /^(?:-w|--workspace|--prefix|-C|--dir|--cwd|-F|--filter|--loglevel)$/;
const isOfWorkspace = /^(?:-w|--workspaces?|-ws|-r|--recursive|-F|--filter)(?:=|$)/;
const shortcuts: Readonly<Record<string, string>> = { t: "test", tst: "test" };

function managerCall(
  tool: string,
  words: readonly string[],
  declared: ReadonlySet<string>,
): ScriptCall | undefined {
  const own = words.includes("--") ? words.slice(0, words.indexOf("--")) : words;
  const folder = own[own.findIndex((word) => /^(?:--prefix|-C|--dir|--cwd)$/.test(word)) + 1];
  const hasFolder = own.some((word) => /^(?:--prefix|-C|--dir|--cwd)$/.test(word));
  const names = own.filter((word, at) => isName(word) && !withValue.test(own[at - 1] ?? ""));
  let isWorkspace = own.some((word) => isOfWorkspace.test(word));
  let [first = "", second] = names;
  if (tool === "yarn" && (first === "workspace" || first === "workspaces")) {
    isWorkspace = true;
    const after = names.slice(first === "workspace" ? 2 : 1).filter((word) => word !== "foreach");
    [first = "", second] = after;
  }
  const isRun = /^(?:run|run-script|rum|urn)$/.test(first);
  const name = isRun ? second : (shortcuts[first] ?? first);
  const isBuiltIn =
    tool === "npm" ? !/^(?:test|start|stop|restart)$/.test(name ?? "") : tool === "bun" && name === "test";
  if (name === undefined || name === "" || (!isRun && isBuiltIn)) return undefined;
  if (!isWorkspace && !hasFolder && !declared.has(name)) return undefined;
  const args = argumentsOf(tool, words, name);
  return {
    ...call([name]),
    isWorkspace,
    passesDashes: tool === "npm" || tool === "pnpm",
    ...(args.length > 0 && { args }),
    ...(hasFolder && folder !== undefined && { folder }),
    ...(!isWorkspace && { separator: tool === "npm" && own === words ? " --" : "" }),
  };
}

/** npm keeps what comes before `--`, the others only what comes before the name. */
function argumentsOf(tool: string, words: readonly string[], name: string): readonly string[] {
  const dashes = words.indexOf("--");
  if (dashes >= 0) return words.slice(dashes + 1);
  const at = words.indexOf(name);
  return tool === "npm" || at < 0 ? [] : words.slice(at + 1);
}

function concurrentCall(words: readonly string[]): ScriptCall {
  const valued =
    /^(?:-n|--names|-c|--prefix-colors|-p|--prefix|-s|--success|-m|--max-processes|--kill-signal)$/;
  const all = words.filter((word, at) => isName(word) && !valued.test(words[at - 1] ?? ""));
  const scripts = all.flatMap((word) => /^(?:npm|yarn|pnpm|bun):(\S+)/.exec(word)?.[1] ?? []);
  return { ...call(scripts), commands: all.filter((word) => !/^(?:npm|yarn|pnpm|bun):/.test(word)) };
}

function monorepoCall(tool: string, words: readonly string[]): ScriptCall | undefined {
  const valued = /^(?:-t|--targets?|-p|--projects?|--filter|-F|--scope|--concurrency|--base|--cwd)$/;
  const targets = words.flatMap((word, at) =>
    /^(?:-t|--targets?)$/.test(words[at - 1] ?? "")
      ? word.split(",")
      : (/^--targets?=(.+)/.exec(word)?.[1]?.split(",") ?? []),
  );
  const names = words.filter((word, at) => isName(word) && !valued.test(words[at - 1] ?? ""));
  const [first, ...rest] = names;
  if (tool === "nx" && first === "run") return { ...call([rest[0]?.split(":")[1] ?? ""]), isWorkspace: true };
  if (tool === "nx")
    return targets.length > 0 || first
      ? { ...call(targets.length > 0 ? targets : [first ?? ""]), isWorkspace: true }
      : undefined;
  const scripts = first === "run" ? rest : tool === "turbo" ? names : [];
  return scripts.length === 0 ? undefined : { ...call(scripts), isWorkspace: true };
}

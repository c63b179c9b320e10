import { dirname } from "node:path";
import { CommandError } from "../command-error.js";
import { findRegistrations, isThisCopy } from "../opencode/registration.js";
import { packageRoot } from "../package.js";
import { chooseFile, ownEntries, type Scope } from "./choose-file.js";
import { type ConfigFile, checkWritable, writeConfigFile } from "./config-file.js";
import { withEntry, withSpec } from "./plugin-list.js";
import { isOfThisMachine, specFor } from "./plugin-spec.js";

/** What the registration of one part of the plugin did. */
export interface Registered {
  did: "created" | "added" | "replaced" | "nothing";
  /** The config that names the plugin. */
  file: string;
  /** As the plugin stands there. */
  spec: string;
  /** Where the text before is kept. */
  backup?: string;
  /** What the plugin stood there as. */
  before?: string;
  /** Configs that name another copy of the plugin, which OpenCode would load too. */
  others: readonly string[];
}

/** What an installation did: for OpenCode itself, and for its sidebar. */
export interface Installation extends Registered {
  sidebar: Registered;
}

/**
 * Registers both parts of this copy of the plugin, each once in a config of its own.
 * @throws CommandError when a config cannot be read or written, before either is changed
 */
export async function installPlugin(scope: Scope): Promise<Installation> {
  checkStays(packageRoot);
  const files = await Promise.all([chooseFile(scope, "opencode"), chooseFile(scope, "tui")]);
  const [plan, screenPlan] = [planFor(scope, files[0]), planFor(scope, files[1])];
  // Where one of them cannot be read or written, nothing is changed.
  for (const { file, text } of [plan, screenPlan]) if (text !== undefined) await checkWritable(file);
  const registered = await register(scope, plan);
  return { ...registered, sidebar: await register(scope, screenPlan) };
}

/** What is to be done to a config. */
interface Plan extends Pick<Registered, "did" | "spec" | "before"> {
  file: ConfigFile;
  /** Absent where the config stays as it is. */
  text?: string;
}

function planFor(scope: Scope, file: ConfigFile): Plan {
  const spec = specFor(scope, file.path);
  // OpenCode 1 does not read the other list, and OpenCode 2 takes the same plugin in both for one.
  const own = ownEntries(file).filter(({ list }) => list === "plugin");
  const present = own.find((entry) => isThisCopy(entry.spec, dirname(file.path)));
  if (present && !(isOfThisMachine(present.spec) && !isOfThisMachine(spec))) {
    return { did: "nothing", file, spec: present.spec };
  }
  const other = present ?? own[0];
  if (other) return { did: "replaced", file, spec, text: withSpec(file, other, spec), before: other.spec };
  return { did: file.ownership ? "added" : "created", file, spec, text: withEntry(file, spec) };
}

async function register(scope: Scope, { did, file, spec, text, before }: Plan): Promise<Registered> {
  if (text === undefined) return toRegistered(scope, file, did, spec);
  const backup = await writeConfigFile(file, text, { keep: true });
  return {
    ...toRegistered(scope, file, did, spec),
    ...(backup ? { backup } : {}),
    ...(before ? { before } : {}),
  };
}

/** What npx fetches for one call goes with npm's cache. */
function checkStays(folder: string): void {
  if (!folder.split(/[\\/]/).includes("_npx")) return;
  const what = "This copy is in npm's cache, which npm may delete";
  throw new CommandError(
    `${what}. Install it first from a clone or a packed file, in the project or with --global`,
  );
}

function toRegistered(
  { folder }: Scope,
  { path, kind }: ConfigFile,
  did: Registered["did"],
  spec: string,
): Registered {
  const others = findRegistrations(folder, kind).filter(
    (other) => !other.isGone && !isThisCopy(other.spec, other.source.folder),
  );
  return { did, file: path, spec, others: [...new Set(others.map(({ source }) => source.name))] };
}

import type { Check } from "../../contracts/check.js";
import { configurationLine } from "./configured-checks.js";
import type { CiCommands, Ecosystem, Kind } from "./detect/candidate.js";
import { ciCommands } from "./detect/ci-commands.js";
import { ecosystems } from "./detect/ecosystems.js";
import { examineProposal, type Found, type Refused } from "./detect/examined.js";
import { type Folder, folderAt } from "./detect/folder.js";
import { isProduct, projectFolders } from "./detect/project-folders.js";
import { taskRunners } from "./detect/task-files.js";
import { withoutRepeats } from "./detect/without-repeats.js";

const mostFolders = 50;

/** What is run of a project, and what is not, with the reasons. */
export interface Examined {
  /** `why` says where it comes from: `the script test in package.json`. */
  checks: (Check & { why: string })[];
  leftOut: LeftOut[];
  /** Folders were left unseen since there are more than this: `20 folders with a manifest that no workspace names`. */
  limit?: string;
}

export interface LeftOut extends Refused {
  /** One line of `orchestrator.jsonc` that runs it, and the checks that are found as well. */
  configuration: string;
}

/**
 * The checks that a project declares or its toolchain brings, as far as their words say that they only read. Names are
 * unique. An unreadable manifest declares nothing.
 *
 * @param worktree absolute
 */
export async function detectChecks(worktree: string): Promise<Check[]> {
  const { checks } = await examineChecks(worktree);
  return checks.map(({ why: _, ...check }) => check);
}

/**
 * As `detectChecks`, with what is left out: commands that write, migrate, deploy, serve, watch or open a browser.
 *
 * @param worktree absolute
 */
export async function examineChecks(worktree: string): Promise<Examined> {
  const ci = await ciCommands(worktree);
  const root = folderAt(worktree);
  const found: Placed[] = [];
  const refused: Refused[] = [];
  const kinds = new Map<Ecosystem, Set<Kind>>();
  for (const ecosystem of ecosystems) {
    const seen = await take(ecosystem, root, ci, new Set(), { found, refused });
    kinds.set(ecosystem, seen);
  }
  const hasRoot = found.length > 0;
  const begun: Begun[] = [];
  const { folders, ...seen } = await projectFolders(worktree);
  let { limit } = seen;
  for (const folder of folders.filter(isProduct)) {
    if (new Set(begun.map(({ path }) => path)).size === mostFolders) {
      limit = `${mostFolders} folders that have checks of their own`;
      break;
    }
    for (const ecosystem of ecosystems) {
      const above = begun.filter(
        (other) => other.ecosystem === ecosystem && folder.path.startsWith(`${other.path}/`),
      );
      if (above.length > 0 && folder.workspace === undefined) continue;
      const ofWorkspace = above.filter(({ path }) => path === folder.workspace);
      const known = new Set<Kind>([
        ...(kinds.get(ecosystem) ?? []),
        ...ofWorkspace.flatMap((other) => [...other.kinds]),
        ...(hasRoot ? (["build"] as const) : []),
      ]);
      const brought = await take(ecosystem, folder, ci, known, { found, refused });
      if (brought.size > 0) begun.push({ ecosystem, path: folder.path, kinds: brought });
    }
  }
  if (found.length === 0) {
    const known = new Set([...kinds.values()].flatMap((seen) => [...seen]));
    await take(taskRunners, root, ci, known, { found, refused });
  }
  const { kept, refused: repeats } = withoutRepeats(found);
  const isFinal = ({ when }: Check) => Number(when === "final");
  const checks = named(kept).sort((a, b) => isFinal(a) - isFinal(b));
  return { checks, leftOut: [...refused, ...repeats].map(leftOut), ...(limit !== undefined && { limit }) };
}

/** A folder below the root that brought checks. */
interface Begun {
  ecosystem: Ecosystem;
  path: string;
  kinds: ReadonlySet<Kind>;
}

type Placed = Found & { toolchain: string };

/** Adds what an ecosystem finds in a folder, but for the kinds that are known; gives back the kinds that it proposes. */
async function take(
  ecosystem: Ecosystem,
  folder: Folder,
  ci: CiCommands,
  known: ReadonlySet<Kind>,
  into: { found: Placed[]; refused: Refused[] },
): Promise<Set<Kind>> {
  const proposals = (await ecosystem.propose(folder, ci)).filter(({ kind }) => !known.has(kind));
  for (const proposal of proposals) {
    const { found, refused } = await examineProposal(proposal, folder);
    into.found.push(...found.map((each) => ({ ...each, toolchain: ecosystem.name })));
    if (refused) into.refused.push(refused);
  }
  return new Set(proposals.map(({ kind }) => kind));
}

/** A second check of the same name gets that of its toolchain. */
function named(found: readonly Placed[]): Examined["checks"] {
  const names = new Set<string>();
  return found.map(({ check, toolchain }) => {
    const base = names.has(check.name) ? `${check.name} (${toolchain})` : check.name;
    let name = base;
    for (let count = 2; names.has(name); count += 1) name = `${base} ${count}`;
    names.add(name);
    return { ...check, name };
  });
}

function leftOut(refused: Refused): LeftOut {
  const { name, command } = refused;
  return { ...refused, configuration: configurationLine("auto", { name, command }) };
}

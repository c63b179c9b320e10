import type { Check } from "../../../contracts/check.js";
import { runnerOf } from "../script/test-runners.js";
import type { Candidate, Kind, Proposal } from "./candidate.js";
import type { Folder } from "./folder.js";
import { inFolder, leadsTo } from "./leads-to.js";
import { unsafeReason } from "./unsafe-words.js";

const timeoutSeconds = 600;

/** A check that is safe to run. */
export interface Found {
  kind: Kind;
  check: Check & { why: string };
  /** What it runs, without what only prints or ends. */
  commands: ReadonlySet<string>;
  runners: ReadonlySet<string>;
  /** Of a collection: what it consists of. */
  parts: readonly Found[];
}

/** A command that is not run, and why. */
export interface Refused {
  name: string;
  command: string;
  /** A part of a sentence: `it rewrites files (eslint --fix .)`. */
  why: string;
  /** The commands that are run in its place. */
  instead: readonly string[];
}

/** Takes the first way of a proposal that is safe; says why its own command is left out if it is. */
export async function examineProposal(
  { kind, ways }: Proposal,
  folder: Folder,
): Promise<{ found: Found[]; refused?: Refused }> {
  let refused: Refused | undefined;
  for (const way of ways) {
    const looked = await Promise.all(way.map((candidate) => look(kind, candidate, folder)));
    const found = looked.flatMap(({ found: one }) => (one === undefined ? [] : [one]));
    refused ??= looked[0]?.refused;
    if (found.length === 0) continue;
    const instead = found.map(({ check }) => check.command);
    return { found, ...(refused && { refused: { ...refused, instead } }) };
  }
  return { found: [], ...(refused && { refused }) };
}

async function look(
  kind: Kind,
  candidate: Candidate,
  folder: Folder,
): Promise<{ found?: Found; refused?: Refused }> {
  const { when = "task", why } = candidate;
  const name = folder.path === "" ? candidate.name : `${folder.path}: ${candidate.name}`;
  const command = inFolder(candidate.command, folder);
  const commands = await leadsTo(candidate, folder);
  const reason = candidate.refused ?? unsafeReason(commands);
  if (reason !== undefined) return { refused: { name, command, why: reason, instead: [] } };
  const real = commands.filter(({ words }) => !/^(?:true|:|echo|exit|set|export)$/.test(words[0] ?? ""));
  const line = ({ words, folder: place = "", env }: (typeof real)[number]) =>
    JSON.stringify([place, env, words]);
  const parts = await Promise.all((candidate.parts ?? []).map((part) => look("more", part, folder)));
  return {
    found: {
      kind,
      parts: parts.flatMap(({ found }) => (found === undefined ? [] : [found])),
      check: { name, command, timeoutSeconds, when, why, ...(folder.path !== "" && { folder: folder.path }) },
      commands: new Set(real.map(line)),
      runners: new Set(
        real.flatMap((each) => {
          const runner = runnerOf(each);
          return runner === undefined ? [] : [`${each.folder ?? ""} ${runner}`];
        }),
      ),
    },
  };
}

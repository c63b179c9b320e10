import { lstat } from "node:fs/promises";
import { basename, join } from "node:path";
import { isThere } from "../is-there.js";
import type { Bringing } from "./bring-file.js";
import { bringFolder, copyFolder } from "./bring-folder.js";
import { bringTarget, targetStaysOut } from "./cargo-target.js";
import { linkPackages } from "./node-modules.js";

/** How a kind of ignored folder comes into a copy. */
export interface FolderKind {
  names: RegExp;
  /** A file in the folder, or beside it, that tells it from another folder of the name. */
  sign?: string;
  bring(source: string, destination: string, bringing: Bringing): Promise<void>;
  staysOut?(source: string, bringing: Bringing): Promise<boolean>;
  /** Kept from one tree to the next: its tool tells by itself what is out of date. */
  isKept?: boolean;
}

export const nodeModules: FolderKind = { names: /^node_modules$/, bring: linkPackages };

/**
 * All other ignored folders stay out. Most are made from sources (dist, coverage, .next, generated code), and nobody
 * knows from which: a check that reads them would not tell of the copy's tree.
 */
const kinds: FolderKind[] = [
  nodeModules,
  { names: /^\.?v?env$/, sign: "pyvenv.cfg", bring: bringFolder },
  { names: /\.egg-info$/, bring: copyFolder },
  { names: /^target$/, sign: "CACHEDIR.TAG", bring: bringTarget, staysOut: targetStaysOut, isKept: true },
  { names: /^(?:vendor|\.bundle|bower_components|Pods|\.yarn)$/, bring: bringFolder },
  { names: /^deps$/, sign: "../mix.exs", bring: bringFolder },
];

/** @returns nothing for a file, and for a folder that stays out */
export async function kindOf(path: string): Promise<FolderKind | undefined> {
  const isLinkedFile = !(await lstat(path)).isDirectory() && basename(path) !== "node_modules";
  if (isLinkedFile) return undefined;
  for (const kind of kinds.filter(({ names }) => names.test(basename(path)))) {
    if (kind.sign === undefined || (await isThere(join(path, kind.sign)))) return kind;
  }
  return undefined;
}

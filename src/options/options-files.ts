import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ParseError } from "jsonc-parser";
import { defaultOptions, type OptionsReading, optionsVariable, readOptions } from "../contracts/options.js";
import { isObject, mergeSources, type Source, sourceAt } from "./options-sources.js";

/**
 * Reads the options from all their sources, the later ones winning: the user's file, the plugin entry, the project's
 * file, the environment variable. It never throws: what is wrong is a problem that names its source, and the defaults
 * stand in as long as there is one.
 *
 * @param folder the project's
 * @param pluginEntry what stands beside the plugin in OpenCode's config
 */
export async function loadOptions(
  folder: string,
  pluginEntry: unknown,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<OptionsReading> {
  try {
    return validate([
      await readSource(join(configFolder(environment), fileName)),
      { name: "plugin entry in OpenCode's config", value: pluginEntry },
      await readSource(join(folder, ".opencode", fileName)),
      await parseSource(optionsVariable, environment[optionsVariable] ?? ""),
    ]);
  } catch (error) {
    return { options: defaultOptions, problems: [`options: cannot be read: ${(error as Error).message}`] };
  }
}

const fileName = "orchestrator.jsonc";

type SourceReading = Source | { problem: string };

function validate(readings: readonly SourceReading[]): OptionsReading {
  const unreadable = readings.flatMap((reading) => ("problem" in reading ? [reading.problem] : []));
  const sources = readings.flatMap((reading) => ("value" in reading ? [withoutSchema(reading)] : []));
  const shapeless = sources.flatMap(({ name, value }) =>
    isObject(value) ? [] : readOptions(value, () => name).problems,
  );
  const objects = sources.filter(({ value }) => isObject(value));
  const { options, problems } = readOptions(mergeSources(objects), (path) => sourceAt(objects, path));
  // One file can be both the user's and the project's.
  const all = [...new Set([...unreadable, ...shapeless, ...problems])];
  return { options: all.length > 0 ? defaultOptions : options, problems: all };
}

/** OpenCode's own folder for what the user configures. */
function configFolder({ OPENCODE_CONFIG_DIR, XDG_CONFIG_HOME }: NodeJS.ProcessEnv): string {
  return OPENCODE_CONFIG_DIR || join(XDG_CONFIG_HOME || join(homedir(), ".config"), "opencode");
}

async function readSource(path: string): Promise<SourceReading> {
  try {
    return await parseSource(path, await readFile(path, "utf8"));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const isMissing = code === "ENOENT" || code === "ENOTDIR";
    return isMissing ? { name: path, value: {} } : { problem: `${path}: cannot be read: ${message}` };
  }
}

async function parseSource(name: string, text: string): Promise<SourceReading> {
  if (text.trim() === "") return { name, value: {} };
  // Each start of OpenCode comes here, and most have nothing to parse.
  const { parse, printParseErrorCode } = await import("jsonc-parser");
  const errors: ParseError[] = [];
  const clean = text.replace(/^\uFEFF/, "");
  const value: unknown = parse(clean, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [first] = errors;
  if (!first) return { name, value };
  const before = clean.slice(0, first.offset).split("\n");
  const words = printParseErrorCode(first.error).replaceAll(/(?<=[a-z])[A-Z]/g, " $&");
  const place = `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
  return { problem: `${name}, ${place}: not valid JSONC: ${words.toLowerCase()}` };
}

/** `$schema` is for editors. */
function withoutSchema({ name, value }: Source): Source {
  if (!isObject(value)) return { name, value: value ?? {} };
  const { $schema, ...options } = value;
  return { name, value: options };
}

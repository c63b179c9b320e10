import { isDeepStrictEqual } from "node:util";
import {
  applyEdits,
  type Edit,
  findNodeAtLocation,
  type Node,
  type ParseError,
  parse,
  parseTree,
} from "jsonc-parser";
import type { ConfigKind } from "../opencode/config-files.js";
import { describeJsonError } from "../opencode/json-error.js";
import { type PluginListName, pluginListNames } from "../opencode/registration.js";
import { appendItem, indentAt, type Layout, removeItem, startsLine } from "./json-edits.js";

/** An entry of a config's list of plugins: its spec, alone or with options. */
export interface PluginEntry {
  /** OpenCode 2 reads both lists, OpenCode 1 only `plugin`. */
  list: PluginListName;
  spec: string;
  node: Node;
}

/** A config's text, and what it says of plugins. */
export interface PluginList {
  kind: ConfigKind;
  text: string;
  /** Absent where the text is empty. */
  root?: Node;
  /** The list `plugin`, to which entries are added. Absent where the config has no such list. */
  list?: Node;
  /** Those of `plugin`, then those of `plugins`. */
  entries: readonly PluginEntry[];
}

/**
 * Reads the lists of plugins in a config of OpenCode.
 * @throws Error with the place, where it is no config that OpenCode takes
 */
export function readPluginList(text: string, kind: ConfigKind = "opencode"): PluginList {
  if (text.trim() === "") return { kind, text, entries: [] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (errors[0]) throw new Error(describeJsonError(text, errors[0]));
  if (root?.type !== "object") throw new Error("it is not an object");
  const list = listProperty(root, "plugin")?.children?.[1];
  if (list && list.type !== "array") {
    throw new Error(`"plugin" in line ${lineOf(text, list)} is not a list`);
  }
  const entries = pluginListNames.flatMap((name) => entriesOf(root, name));
  return { kind, text, root, ...(list ? { list } : {}), entries };
}

function entriesOf(root: Node, list: PluginListName): PluginEntry[] {
  const value = listProperty(root, list)?.children?.[1];
  if (value?.type !== "array") return [];
  return (value.children ?? []).flatMap((node) => {
    const spec = specNode(node);
    return typeof spec?.value === "string" ? [{ list, spec: spec.value, node }] : [];
  });
}

const schemas: Record<ConfigKind, string> = {
  opencode: "https://opencode.ai/config.json",
  tui: "https://opencode.ai/tui.json",
};

/** A whole config with one plugin. */
export function newConfig(spec: string, kind: ConfigKind): string {
  return `{\n  "$schema": "${schemas[kind]}",\n  "plugin": [${JSON.stringify(spec)}]\n}\n`;
}

/** The text with one more entry; all else in it stays as it is, byte for byte. */
export function withEntry({ kind, text, root, list }: PluginList, spec: string): string {
  if (!root) return newConfig(spec, kind) + text;
  const layout = layoutOf(text, root);
  const item = JSON.stringify(spec);
  const edits = list ? appendItem(text, list, item, layout) : appendProperty(text, root, item, layout);
  return checked(text, edits, (plugins) => [...plugins, spec]);
}

/** The text with another spec in an entry, whose options stay. */
export function withSpec({ text, list }: PluginList, { node }: PluginEntry, spec: string): string {
  const { offset, length } = specNode(node) ?? node;
  const index = list?.children?.indexOf(node);
  return checked(text, [{ offset, length, content: JSON.stringify(spec) }], (plugins) =>
    plugins.map((plugin, at) => {
      if (at !== index) return plugin;
      return Array.isArray(plugin) ? [spec, ...plugin.slice(1)] : spec;
    }),
  );
}

/** The text without an entry, and without the list when nothing else is in it. */
export function withoutEntry({ text, root }: PluginList, { list: name, node }: PluginEntry): string {
  const property = root && listProperty(root, name);
  const list = property?.children?.[1];
  if (!list || !root || !property) return text;
  const index = list.children?.indexOf(node);
  const rest =
    text.slice(list.offset + 1, node.offset) +
    text.slice(node.offset + node.length, list.offset + list.length - 1);
  const edits =
    /^[\s,]*$/.test(rest) && list.children?.length === 1
      ? removeItem(text, root, property)
      : removeItem(text, list, node);
  return checked(text, edits, (plugins) => plugins.filter((_, at) => at !== index), name);
}

/** A text that would say anything else than is wanted is never written. */
function checked(
  text: string,
  edits: Edit[],
  change: (plugins: unknown[]) => unknown[],
  list: PluginListName = "plugin",
): string {
  const edited = applyEdits(text, edits);
  const { [list]: before = [], ...rest } = configOf(text);
  const { [list]: now = [], ...nowRest } = configOf(edited);
  if (!isDeepStrictEqual([nowRest, now], [rest, change(before)])) {
    throw new Error("The list of plugins in OpenCode's config cannot be changed safely. Change it by hand");
  }
  return edited;
}

function configOf(text: string): Partial<Record<PluginListName, unknown[]>> {
  const errors: ParseError[] = [];
  const config: unknown = parse(text, errors, { allowTrailingComma: true });
  return errors.length > 0 ? {} : (config as ReturnType<typeof configOf>);
}

function appendProperty(text: string, root: Node, item: string, layout: Layout): Edit[] {
  const property = `"plugin": [${item}]`;
  const { lineBreak, step } = layout;
  if (text.slice(root.offset, root.offset + root.length) === "{}") {
    return [{ offset: root.offset + 1, length: 0, content: `${lineBreak}${step}${property}${lineBreak}` }];
  }
  return appendItem(text, root, property, layout);
}

function layoutOf(text: string, root: Node): Layout {
  const [first] = root.children ?? [];
  return {
    lineBreak: /\r?\n/.exec(text)?.[0] ?? "\n",
    step: (first && startsLine(text, first) && indentAt(text, first)) || "  ",
  };
}

/** Of several, OpenCode takes the last. */
function listProperty(root: Node, list: PluginListName): Node | undefined {
  return root.children?.findLast(({ children }) => children?.[0]?.value === list);
}

function specNode(entry: Node): Node | undefined {
  if (entry.type === "array") return entry.children?.[0];
  return entry.type === "object" ? findNodeAtLocation(entry, ["package"]) : entry;
}

function lineOf(text: string, { offset }: Node): number {
  return text.slice(0, offset).split("\n").length;
}

export type Table = Readonly<Record<string, unknown>>;

/** A TOML file as an object; an empty one where it cannot be read. */
export async function readToml(text: string): Promise<Table> {
  if (text.trim() === "") return {};
  const { parse } = await import("smol-toml");
  try {
    return parse(text);
  } catch {
    return {};
  }
}

/** The table at a path of keys; an empty one where there is none. */
export function tableAt(table: Table, ...path: readonly string[]): Table {
  let at: unknown = table;
  for (const key of path) at = isTable(at) ? at[key] : undefined;
  return isTable(at) ? at : {};
}

export function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

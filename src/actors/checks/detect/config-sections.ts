/** The text of the sections of a TOML or INI file whose names match, without their headers. */
export function sectionsOf(text: string, name: RegExp): string {
  const parts = text.split(/^\[+([^\]\n]+)\]+[^\n]*$/m);
  return parts.filter((_, at) => at > 0 && at % 2 === 0 && name.test(parts[at - 1] ?? "")).join("\n");
}

/** Whether the file has such a section, also an empty one. */
export function hasSection(text: string, name: RegExp): boolean {
  return [...text.matchAll(/^\[+([^\]\n]+)\]/gm)].some(([, found = ""]) => name.test(found));
}

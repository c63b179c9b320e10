/** The sections of a TOML manifest that bear on the checks and differ, like `[tool.pytest.ini_options]`. */
export function changedSections(before: string, after: string): string[] {
  const [old, now] = [sectionsOf(before), sectionsOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names.filter((name) => old.get(name) !== now.get(name));
}

const plain =
  /dependenc|^\[(?:project|package|build-system|badges)\]$|^\[(?:project|package)\.(?!scripts|entry)|^\[tool\.(?:poetry|pdm|hatch\.metadata|flit|uv\.sources)\]$/;
/** Also among what says nothing of the checks, this says which tests there are. */
const telling = /^(?:auto(?:tests|benches|examples|bins)|test|doctest|harness|build)\s*=/;

function sectionsOf(text: string): Map<string, string> {
  const sections = new Map<string, string>();
  let name = "the beginning";
  for (const line of text.split("\n").map((each) => each.replace(/#.*$/, "").trim())) {
    if (/^\[.*\]$/.test(line)) name = line;
    else if (line !== "" && (!plain.test(name) || telling.test(line)))
      sections.set(name, `${sections.get(name) ?? ""}${line}\n`);
  }
  return sections;
}

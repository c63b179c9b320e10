import type { Check } from "../../contracts/check.js";

/** What the option `checks` takes: what is found, nothing, or a list, in which `"auto"` stands for what is found. */
export type ChecksOption = "auto" | false | readonly ("auto" | ConfiguredCheck)[];

/** One of the list. A check that is skipped needs no command. */
type ConfiguredCheck = Omit<Check, "command"> & {
  command?: string | undefined;
  skip?: boolean | undefined;
};

/**
 * The checks that the option asks for. One of the list replaces a found one of its name, in its place; one that is
 * skipped leaves a found one out.
 *
 * @param found needed where the option asks for what is found
 */
export function configuredChecks<Found extends Check>(
  option: ChecksOption,
  found: readonly Found[],
): (Check | Found)[] {
  if (option === false) return [];
  if (option === "auto") return [...found];
  const own = new Map(option.flatMap((entry) => (entry === "auto" ? [] : [[entry.name, entry] as const])));
  const hasFound = option.includes("auto");
  const isFound = ({ name }: ConfiguredCheck) => hasFound && found.some((check) => check.name === name);
  const detected = found.flatMap((check) => {
    const entry = own.get(check.name);
    return entry ? toChecks(entry) : [check];
  });
  return option.flatMap((entry, at): (Check | Found)[] => {
    if (entry !== "auto") return isFound(entry) ? [] : toChecks(entry);
    return option.indexOf("auto") === at ? detected : [];
  });
}

/** Whether the option asks for what is found. */
export function asksForFound(option: ChecksOption): boolean {
  return option === "auto" || (option !== false && option.includes("auto"));
}

/** The line of `orchestrator.jsonc` that adds a check to what the option asks for, or replaces the one of its name. */
export function configurationLine(option: ChecksOption, check: Partial<Check> & { name: string }): string {
  const entries = typeof option === "object" ? option : (["auto"] as const);
  const isOther = (entry: "auto" | { name: string }) => entry === "auto" || entry.name !== check.name;
  const listed = [...entries.filter(isOther), check].map((entry) =>
    entry === "auto" ? '"auto"' : JSON.stringify(withoutDefaults(entry)),
  );
  return `"checks": [${listed.join(", ")}]`;
}

function toChecks({ skip, command, ...check }: ConfiguredCheck): Check[] {
  return skip || command === undefined ? [] : [{ ...check, command }];
}

/** In the order in which a person writes it. */
function withoutDefaults({ name, command, timeoutSeconds, when, ...others }: Partial<ConfiguredCheck>) {
  return {
    name,
    command,
    ...(timeoutSeconds !== 600 && { timeoutSeconds }),
    ...(when === "final" && { when }),
    ...others,
  };
}

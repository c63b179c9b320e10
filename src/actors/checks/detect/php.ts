import { type Ecosystem, only, type Proposal } from "./candidate.js";
import type { Folder } from "./folder.js";
import { proposeTasks } from "./named-tasks.js";

/** The scripts of `composer.json`; else PHPUnit or Pest and PHPStan where they are configured. */
export const php: Ecosystem = {
  name: "PHP",
  async propose(folder, ci) {
    const scripts = await proposeTasks(
      {
        tasks: scriptsOf(await folder.read("composer.json")),
        command: (name) => `composer run ${name}`,
        noun: "the script",
        file: "composer.json",
        run: "composer exec --",
        calls: (text) => [...text.matchAll(/\bcomposer run (\S+)/g)].map(([, name = ""]) => name),
      },
      folder,
      ci,
    );
    const has = (kind: Proposal["kind"]) => scripts.some((proposal) => proposal.kind === kind);
    const found = [...scripts];
    if (!has("types") && (await hasOne(folder, ["phpstan.neon", "phpstan.neon.dist", "phpstan.dist.neon"])))
      found.push(
        only("types", {
          name: "phpstan",
          command: "vendor/bin/phpstan analyse --no-progress",
          why: "PHPStan is configured",
        }),
      );
    if (has("test")) return found;
    if (await folder.has("tests/Pest.php"))
      found.push(only("test", { name: "pest", command: "vendor/bin/pest", why: "tests/Pest.php" }));
    else if (await hasOne(folder, ["phpunit.xml", "phpunit.xml.dist", "phpunit.dist.xml"]))
      found.push(
        only("test", { name: "phpunit", command: "vendor/bin/phpunit", why: "PHPUnit is configured" }),
      );
    return found;
  },
};

async function hasOne(folder: Folder, names: readonly string[]): Promise<boolean> {
  return (await Promise.all(names.map((name) => folder.has(name)))).includes(true);
}

/** As shell text: `@php` is PHP, and `@name` another script. */
function scriptsOf(manifest: string): ReadonlyMap<string, string> {
  try {
    const { scripts = {} } = JSON.parse(manifest) as { scripts?: Record<string, unknown> };
    return new Map(
      Object.entries(scripts).map(([name, script]) => {
        const lines = (Array.isArray(script) ? script : [script]).filter(
          (line): line is string => typeof line === "string",
        );
        return [name, lines.map(asShell).join(" && ")];
      }),
    );
  } catch {
    return new Map();
  }
}

function asShell(line: string): string {
  return line
    .replace(/^@(php|composer)(?= )/, "$1")
    .replace(/^@putenv /, "")
    .replace(/^@(\S+)/, "composer run $1");
}

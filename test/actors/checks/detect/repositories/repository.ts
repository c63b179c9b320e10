/** A public repository in small: what bears on its checks, in the spirit of the original. */
export interface Repository {
  name: string;
  files: Record<string, string>;
  /** `name: command`, with `(final)` where it only runs at the end. */
  found: string[];
  /** `name: reason`, the reason up to its example. */
  leftOut?: string[];
}

export function scripts(declared: Record<string, string>, more: object = {}): string {
  return JSON.stringify({ ...more, scripts: declared });
}

/** A workflow that runs the commands. */
export function workflow(...commands: string[]): Record<string, string> {
  const steps = commands.map((command) => `      - run: ${command}`);
  const text = ["on: [push]", "jobs:", "  test:", "    runs-on: ubuntu-latest", "    steps:", ...steps];
  return { ".github/workflows/ci.yml": `${text.join("\n")}\n` };
}

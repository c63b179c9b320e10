import { oneLine } from "../../contracts/one-line.js";
import { chooseOpencode } from "../opencode/find-opencode.js";
import { majorVersion } from "../opencode/version.js";
import { type Askable, askOpencode } from "./ask-opencode.js";
import { fail, type Line, ok, warn } from "./line.js";

export function nodeLine(version = process.versions.node): Line {
  const text = `Node ${version}`;
  return Number.parseInt(version, 10) >= 20
    ? ok(text)
    : fail(`${text} is too old`, "Install Node 20 or newer");
}

/** Whether there is an OpenCode, which one, and of which version. */
export async function opencodeLine(
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<{ line: Line; askable?: Askable }> {
  let opencode: string;
  try {
    opencode = chooseOpencode();
  } catch (error) {
    return {
      line: fail(oneLine((error as Error).message), "npm install --global opencode-ai, or set OPENCODE_BIN"),
    };
  }
  try {
    const version = (await askOpencode({ opencode, folder, env }, "--version")).trim();
    return { line: versionLine(version, opencode), askable: { opencode, folder, env, version } };
  } catch (error) {
    const why = oneLine((error as Error).message);
    return {
      line: fail(
        `OpenCode (${opencode}) cannot be run: ${why}`,
        "Reinstall it: npm install --global opencode-ai",
      ),
    };
  }
}

function versionLine(version: string, opencode: string): Line {
  const text = `OpenCode ${version} (${opencode})`;
  if (/^1\.18\./.test(version)) return ok(text);
  return warn(
    (majorVersion(version) ?? 1) >= 2
      ? `${text}: support for OpenCode 2 is experimental`
      : `${text}: tested with 1.18.x`,
    "npm install --global opencode-ai@1.18.33 if something goes wrong",
  );
}

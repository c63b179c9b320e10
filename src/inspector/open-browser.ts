import { spawn } from "node:child_process";

/** Opens an address in the user's browser. @throws when the system has no program for it */
export function openBrowser(url: string): Promise<void> {
  const [program, args] = opener(url);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { detached: true, stdio: "ignore", windowsHide: true });
    child.once("error", (cause) => reject(new Error(`${program} cannot be started`, { cause })));
    child.once("spawn", resolve);
    child.unref();
  });
}

function opener(url: string): [string, string[]] {
  if (process.platform === "darwin") return ["open", [url]];
  // Not `start` of the shell, to which "&" is the end of a command.
  if (process.platform === "win32") return ["rundll32", ["url.dll,FileProtocolHandler", url]];
  return ["xdg-open", [url]];
}

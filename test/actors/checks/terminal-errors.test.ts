import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCheck } from "../../../src/actors/checks/run-check.js";

let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "terminal-errors-"));
});

afterAll(async () => {
  await rm(cwd, { recursive: true, force: true });
});

async function errorsOf(printed: Buffer | string) {
  await writeFile(join(cwd, "printed"), printed);
  await writeFile(
    join(cwd, "print.cjs"),
    'process.stdout.write(require("fs").readFileSync("printed")); process.exitCode = 1;',
  );
  const check = {
    name: "types",
    command: `"${process.execPath}" print.cjs`,
    timeoutSeconds: 60,
    when: "task",
  } as const;
  const { errors } = await runCheck(check, { cwd, signal: new AbortController().signal });
  return errors.map(({ text, fingerprint }) => ({ text, fingerprint }));
}

const error = "a.ts(1,2): error TS2304: Cannot find name 'größe'.";
const esc = "\u001b";

describe("an error is the same one", () => {
  it.each([
    [
      "in the colours of tput",
      `${esc}[31m${esc}[1ma.ts${esc}(B${esc}[m${error.slice(4)}${esc}(B${esc}[m\u000f\n`,
    ],
    ["behind a spinner", `⠋ types\r${esc}[K⠙ types\r${esc}[K${error}\r\n`],
    ["below a bar that is drawn again", `1/2\n${esc}[1A${esc}[2K2/2\n${error}\n`],
    ["corrected by backspaces", `${error.slice(0, 9)}  \b\b${error.slice(9)}\n`],
    ["behind a device control string", `${esc}P+q544e${esc}\\${error}\n`],
    ["in a link", `${esc}]8;;file:///a.ts${esc}\\a.ts${esc}]8;;${esc}\\${error.slice(4)}\n`],
    ["with controls of 8 bits", `\u009b31ma.ts\u009b0m${error.slice(4)}\n`],
    ["in UTF-16", Buffer.from(`\ufeff${error}\r\n`, "utf16le")],
    ["in UTF-16 without a mark", Buffer.from(`${error}\r\n`, "utf16le")],
  ])("%s", async (_, printed) => {
    const plain = await errorsOf(`${error}\n`);
    expect(plain).toHaveLength(1);
    expect(await errorsOf(printed)).toEqual(plain);
  });
});

import { describe, expect, it } from "vitest";
import { terminalText } from "../../../../src/actors/checks/output/terminal-text.js";

const esc = "\u001b";

describe("an output is read as a terminal shows it", () => {
  it.each([
    ["plain lines", "a\n\tb\n", "a\n\tb\n"],
    ["lines of Windows", "a\r\nb\r\n", "a\nb\n"],
    ["colours", `${esc}[1;31merror${esc}[0m: x`, "error: x"],
    ["colours of 24 bits", `${esc}[38;2;1;2;3mred${esc}[38:2::1:2:3m!`, "red!"],
    ["the reset of tput", `${esc}(B${esc}[merror${esc}(B\u000f`, "error"],
    ["another character set", `${esc}%Gerror${esc}=${esc}>`, "error"],
    ["a title that ends with BEL", `${esc}]0;npm test\u0007error`, "error"],
    ["a link that ends with ST", `${esc}]8;;https://a.b${esc}\\a.ts${esc}]8;;${esc}\\:1`, "a.ts:1"],
    ["a device control string", `${esc}Pq#0;2;0;0;0${esc}\\error`, "error"],
    [
      "application and privacy strings",
      `${esc}_app${esc}\\${esc}^private${esc}\\${esc}Xsos${esc}\\error`,
      "error",
    ],
    ["controls of 8 bits", "\u009b31merror\u009b0m\u009d0;title\u009c: x", "error: x"],
    ["a bell, a zero and a byte order mark", "\ufeffer\u0007r\0or", "error"],
    ["a spinner", `⠋ build\r${esc}[K⠙ build\r${esc}[Kerror: x\n`, "error: x\n"],
    ["a counter", "10 %\r50 %\r100 %\n", "100 %\n"],
    ["a return at the end", "error: x\r", "error: x"],
    ["an overwritten start", "building\rdone", "doneding"],
    ["backspaces", "|\b/\b-\bdone", "done"],
    ["a backspace at the margin", "\b\ba", "a"],
    [
      "a bar that is drawn again",
      `a 1\nb 1\n${esc}[2A${esc}[Ka 2\n${esc}[Kb 2\nerror\n`,
      "a 2\nb 2\nerror\n",
    ],
    ["a list that is erased", `one\ntwo\n${esc}[2F${esc}[Jerror\n`, "error\n"],
    ["text behind a moved cursor", `a${esc}[5Gb${esc}[2Cc`, "a   b  c"],
    ["an erased middle", `abcdef${esc}[4D${esc}[2X`, "ab  ef"],
    ["deleted characters", `abcdef\r${esc}[2P`, "cdef"],
    ["a cursor that was saved", `${esc}7spin${esc}8done`, "done"],
    [
      "a cleared screen, with what it held",
      `error: x\n${esc}[2J${esc}[3J${esc}[Hwatching`,
      "error: x\nwatching",
    ],
    ["a clear from the top", `error: x\n${esc}[H${esc}[Jwatching`, "error: x\nwatching"],
    ["a reset", `error: x${esc}cagain`, "error: x\nagain"],
    ["the other screen", `error: x\n${esc}[?1049h${esc}[Hmenu\n${esc}[?1049lend`, "error: x\nmenu\nend"],
    ["a hidden cursor", `${esc}[?25lerror${esc}[?25h`, "error"],
    ["signs of two units", "🙂🙂\r🙂!", "🙂!"],
    ["a title without an end, by its line", `${esc}]0;npm test\nerror: x\n`, "\nerror: x\n"],
    ["a sequence that is cut", `error${esc}[31`, "error"],
  ])("%s", (_, output, text) => {
    expect(terminalText(output)).toBe(text);
  });

  it("keeps all that scrolls out of the screen", () => {
    const lines = Array.from({ length: 1_000 }, (_, index) => `line ${index}`);
    const shown = terminalText(`${esc}[0m${lines.join("\n")}\n${esc}[999Atop`).split("\n");
    expect(shown).toHaveLength(1_001);
    expect(shown.slice(0, 951)).toEqual(lines.slice(0, 951));
    expect(shown[951]).toBe("tope 951");
  });

  it.each([
    ["cursors that go far", `${esc}[999C`.repeat(50_000)],
    ["rows that go far", `${esc}[999B`.repeat(50_000)],
    ["openings without an end", `${esc}]`.repeat(100_000)],
    [
      "one long line that is written over",
      `${"x".repeat(1_000_000)}${"\b".repeat(100_000)}${esc}[P`.repeat(2),
    ],
  ])("is bounded for %s", (_, output) => {
    expect(terminalText(`${output}\nerror: x\n`).length).toBeLessThan(output.length + 1_000_000);
  });
});

import { describe, expect, it } from "vitest";
import { createCheckOutput } from "../../../src/actors/checks/check-output.js";

describe("the output of a check", () => {
  it("keeps an error that stands between 20 MB of a spinner", () => {
    const output = createCheckOutput();
    const frames = "\r\u001b[K⠋ building the project".repeat(40_000);
    for (let chunk = 0; chunk < 10; chunk++) output.write(frames);
    output.write("\r\u001b[Ka.ts(1,2): error TS1: x\n");
    for (let chunk = 0; chunk < 10; chunk++) output.write(frames);
    expect(output.whole()).toBe("a.ts(1,2): error TS1: x\n⠋ building the project");
  });

  it("is the first and the last million characters of what is longer", () => {
    const output = createCheckOutput();
    output.write("first\n");
    for (let chunk = 0; chunk < 80; chunk++) output.write(`${"x".repeat(99)}\n`.repeat(500));
    output.write("last\n");
    const whole = output.whole();
    expect(whole.startsWith("first\n")).toBe(true);
    expect(whole.endsWith("\nlast\n")).toBe(true);
    expect(whole).toContain("\n[…]\n");
    expect(whole.length).toBeLessThan(3_100_000);
  });

  it("is bounded for one line without an end", () => {
    const output = createCheckOutput();
    for (let chunk = 0; chunk < 80; chunk++) output.write("x".repeat(50_000));
    expect(output.whole().length).toBeLessThan(3_100_000);
    expect(output.tail()).toBe(`${"x".repeat(1_999)}…`);
  });

  it("shows the last lines as a terminal does", () => {
    const output = createCheckOutput();
    output.write("one\ntwo\r\u001b[Kthree\n");
    expect(output.tail()).toBe("one\nthree");
    expect(output.tail("\u001b[31mred\u001b[0m\n")).toBe("red");
  });
});

import { describe, expect, it } from "vitest";
import { createStreamDecoder } from "../../../../src/actors/checks/output/stream-decoder.js";

const little = (text: string) => Buffer.from(text, "utf16le");
const big = (text: string) => Buffer.from(text, "utf16le").swap16();

function decoded(...chunks: Buffer[]): string[] {
  const decoder = createStreamDecoder();
  return [...chunks.map((chunk) => decoder.write(chunk)), decoder.end()];
}

describe("the text of a stream", () => {
  it.each([
    ["UTF-8", Buffer.from("é\n"), "é\n"],
    ["UTF-16 with a mark", little("\ufeffFehler: größer\r\n"), "Fehler: größer\r\n"],
    ["UTF-16 of the other order with a mark", big("\ufeffFehler: größer\r\n"), "Fehler: größer\r\n"],
    ["UTF-16 without a mark", little("error: größer\r\n"), "error: größer\r\n"],
    ["UTF-16 of the other order without a mark", big("error: x\r\n"), "error: x\r\n"],
    ["UTF-16 of another script", little("\ufeff失败: 测试\n"), "失败: 测试\n"],
    ["bytes that are no text", Buffer.from([0x61, 0, 0, 0, 0xff, 0x62]), "a\0\0\0\ufffdb"],
  ])("is decoded from %s", (_, bytes, text) => {
    expect(decoded(bytes).join("")).toBe(text);
  });

  it.each([
    ["UTF-8", Buffer.from("größer als 失败\n")],
    ["UTF-16", little("\ufeffgrößer als 失败\n")],
  ])("is the same however %s is cut", (_, bytes) => {
    for (let cut = 2; cut < bytes.length; cut++) {
      const text = decoded(bytes.subarray(0, cut), bytes.subarray(cut)).join("");
      expect(text, `cut at ${cut}`).toBe("größer als 失败\n");
    }
  });

  it("goes from one encoding to another with the programs that write it", () => {
    const utf8 = Buffer.from("> npm test runs a program\n");
    const text = decoded(utf8, little("error: größer\r\n"), utf8).join("");
    expect(text).toBe(`${utf8}error: größer\r\n${utf8}`);
  });

  it.each([
    ["a colour", "\u001b[3", "1mred"],
    ["a title", "\u001b]0;ti", "tle\u0007text"],
    ["an escape", "\u001b", "(Btext"],
  ])("holds %s back until it is whole", (_, first, second) => {
    expect(decoded(Buffer.from(`a${first}`), Buffer.from(second))).toEqual(["a", `${first}${second}`, ""]);
  });

  it("ends with what was held back", () => {
    expect(decoded(Buffer.from("a\u001b[3"))).toEqual(["a", "\u001b[3"]);
  });
});

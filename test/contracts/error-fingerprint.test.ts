import { describe, expect, it } from "vitest";
import { errorFingerprint, stripAnsi } from "../../src/contracts/error-fingerprint.js";

const of = (text: string, file?: string, code?: string) => errorFingerprint({ text, file, code });

describe("errorFingerprint", () => {
  it.each([
    ["a line and a column", "src/a.ts:3:5 wrong type", "src/a.ts:30:1 wrong type"],
    ["a position in brackets", "src/a.ts(3,5): wrong type", "src/a.ts(4,18): wrong type"],
    ["a line number in words", "unexpected token at line 3", "unexpected token at line 41"],
    ["durations in any unit", "timed out after 1.5s", "timed out after 900 ms"],
    ["durations of several parts", "took 1m 2s", "took 59s"],
    ["ISO dates", "expired at 2024-01-02T03:04:05.678Z", "expired at 2026-11-23T16:00:00Z"],
    ["dates in words", "expired on Tue, Jan 2, 2024", "expired on Mon, Nov 23, 2026"],
    ["times of day", "failed at 03:04:05", "failed at 16:20:00.123"],
    ["commit hashes", "bad object 3f2a91c", "bad object 9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c"],
    ["addresses", "segfault at 0x7ffde3", "segfault at 0x10"],
    ["uuids", "no user 123e4567-e89b-12d3-a456-426614174000", "no user 00000000-0000-4000-8000-000000000000"],
    ["absolute paths", "cannot open /home/ann/app/x.json", "cannot open /var/lib/ci/7/app/x.json"],
    ["Windows paths", "cannot open C:\\ann\\app\\x.json", "cannot open D:\\ci\\x.json"],
    ["values in single quotes", "Type 'string' is wrong", "Type 'number' is wrong"],
    ["values in double quotes and backticks", 'got "a" and `b`', 'got "c d" and `e`'],
    ["numbers", "expected 3, got 2", "expected 40, got -1.5e3"],
    ["process ids", "worker [4711] pid 4711 died", "worker [12] pid 12 died"],
    ["names of temporary files", "no tmp-8f3a2c/out and tmpab12cd34", "no tmp-19bc/out and tmp0d_9xyza"],
    ["white space", "wrong   type\n  here ", "wrong type here"],
    ["letter case", "Wrong Type", "wrong type"],
    ["colours", "\u001b[31mwrong\u001b[0m type", "wrong type"],
  ])("is the same with other %s", (_, one, other) => {
    expect(of(one)).toBe(of(other));
  });

  it.each([
    ["other words", "user is missing", "user is locked"],
    ["another code in the message", "error TS2304 here", "error TS2322 here"],
    ["another short code in the message", "E501 line too long", "E502 line too long"],
    ["another code with a hyphen", "violates CWE-79", "violates CWE-89"],
    ["another code of a year and a number", "see CVE-2021-44228", "see CVE-2021-45046"],
    ["another code before what could be a unit", "CWE-79 s is raw", "CWE-89 s is raw"],
    ["another such code of a year", "CVE-2021-44228 m is old", "CVE-2021-45046 m is old"],
    ["a word of the letters of a hash", "the page was defaced", "the page was effaced"],
    ["another identifier that ends in a number", "utf8 is refused", "utf16 is refused"],
    ["a word that only starts like temp", "the template is empty", "the temperature is empty"],
  ])("differs with %s", (_, one, other) => {
    expect(of(one)).not.toBe(of(other));
  });

  it("differs with another file or another rule code", () => {
    const fingerprints = [
      of("unused", "src/a.ts", "no-unused-vars"),
      of("unused", "src/b.ts", "no-unused-vars"),
      of("unused", "src/a.ts", "no-undef"),
      of("unused", "src/a.ts", "TS2304"),
      of("unused", "src/a.ts", "TS2322"),
      of("unused", "src/a.ts"),
      of("unused"),
    ];
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  });

  it("takes a file with a position, a leading dot or backslashes as the same file", () => {
    const plain = of("unused", "src/a.ts");
    expect([of("unused", "./src/a.ts:3:4"), of("unused", "src\\a.ts(3,4)")]).toEqual([plain, plain]);
  });

  it("takes an absolute file by its last two parts, so that a moved project has the same errors", () => {
    expect(of("unused", "/home/ann/app/src/a.ts")).toBe(of("unused", "/ci/7/app/src/a.ts"));
    expect(of("unused", "/home/ann/app/src/a.ts")).not.toBe(of("unused", "/home/ann/app/src/b.ts"));
  });

  it("does not take an apostrophe for a quotation mark", () => {
    expect(of("don't use foo, it isn't safe")).not.toBe(of("don't use bar, it isn't safe"));
  });

  it("is the same when it is made of itself", () => {
    const once = of("src/a.ts:3:5 'x' at /home/ann/app in 12ms");
    expect(of(once)).toBe(of(of(once).slice(" |  | ".length)));
  });
});

describe("the fingerprint of a failing test", () => {
  const failing = (test: string, owner?: string) =>
    errorFingerprint({ text: "expected 3", file: "a.ts", test, package: owner });

  it("has its name as it is, and its package", () => {
    expect(failing("case 1", "@acme/a")).toBe("@acme/a a.ts |  | case 1: expected #");
    expect(failing("case 1")).not.toBe(failing("case 2"));
    expect(failing('of "a"')).not.toBe(failing('of "b"'));
    expect(failing("adds", "@acme/a")).not.toBe(failing("adds", "@acme/b"));
  });

  it("is the same however long the values are that it compared", () => {
    const of = (length: number, value: number) =>
      errorFingerprint({
        text: `expected [${Array(length).fill(value).join(", ")}] to equal [] here`,
        test: "t",
      });
    expect(of(10_000, 1)).toBe(of(9_000, 100_000));
  });
});

describe("stripAnsi", () => {
  it("takes what tput prints out", () => {
    expect(stripAnsi("\u001b(B\u001b[mred\u001b)0")).toBe("red");
  });

  it("takes colours, cursor movements and links out and leaves the rest", () => {
    const link = "\u001b]8;;https://example.com\u0007docs\u001b]8;;\u0007";
    expect(stripAnsi(`\u001b[1;31mred\u001b[0m \u001b[2K${link} [0m`)).toBe("red docs [0m");
  });
});

describe("the parts of a fingerprint", () => {
  it.each([
    ["src/a.js:10", "src/a.js"],
    ["src/a.js:10:55", "src/a.js"],
    ["src/a.js(10)", "src/a.js"],
    ["src/a.js(10,55)", "src/a.js"],
    [" ./././src/a.js ", "src/a.js"],
    ["src\\a.js", "src/a.js"],
    ["file:///home/me/project/src/a.js:1:2", "src/a.js"],
    ["C:\\project\\src\\a.js", "src/a.js"],
    ["deep/in/src/a.js", "deep/in/src/a.js"],
    ["src/a(1)b.js", "src/a(1)b.js"],
    ["src/a:1:b.js", "src/a:1:b.js"],
    ["a/./b.js", "a/./b.js"],
    ["see file://a.js", "see file://a.js"],
  ])("takes %s for the file %s", (file, same) => {
    expect(errorFingerprint({ text: "wrong", file })).toBe(`${same} |  | wrong`);
  });

  it("is in lower case but for the file and the code, without blanks around it", () => {
    expect(errorFingerprint({ text: " Not OK ", file: "A.js", code: " E1 " })).toBe("A.js | E1 | not ok");
  });

  it("are the beginning of a text without end", () => {
    const words = "wrong ".repeat(5_000);
    expect(errorFingerprint({ text: `${words}end` })).toBe(` |  | ${words.slice(0, 10_000).trim()}`);
    expect(errorFingerprint({ text: "x".repeat(10_000) })).toBe(` |  | ${"x".repeat(10_000)}`);
  });
});

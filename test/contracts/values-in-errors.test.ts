import { describe, expect, it } from "vitest";
import { errorFingerprint } from "../../src/contracts/error-fingerprint.js";

describe("errorFingerprint", () => {
  it.each([
    [
      "values in any quotes",
      "cannot find <value> here",
      ["'a b'", '"a b"', "``", "`useState`", "“”", "“a b”", "«a b»"].map(
        (value) => `cannot find ${value} here`,
      ),
    ],
    [
      "absolute paths",
      "cannot open <path> now",
      [
        "/home/me/project/src/index.test.ts",
        "/var/log/",
        "file:///srv/ci/7/a.html",
        "/home/me/project/src/index.ts:12:40",
        "C:\\Users\\me\\project\\src\\index.ts",
        "C:\\Users\\me\\index.ts(12,40)",
        "D:/ci/",
        "file:///D:/ci/7/index.ts:12",
      ].map((path) => `cannot open ${path} now`),
    ],
    [
      "positions in a file",
      "in src/a.ts is one",
      ["", ":3", ":30:15", "(3)", "(30,15)", "(30, 15)"].map((position) => `in src/a.ts${position} is one`),
    ],
    ["lines of a short ending", "main.c says no", ["main.c:3 says no", "main.c:30:15 says no"]],
    ["lines of a long ending", "main.java says no", ["Main.java:3 says no", "Main.java:30 says no"]],
    [
      "positions without a file",
      "unexpected token (#)",
      ["3:5", "3:12", "30:12", "3:5-7:9", "30:12-31:14", "3"].map(
        (position) => `Unexpected token (${position})`,
      ),
    ],
    [
      "dates",
      "expired at # today",
      [
        "2026-11-23",
        "2026-11-23 16:20",
        "2026-11-23T16:20Z",
        "2026-11-23T16:20:05",
        "2026-11-23T16:20:05.678Z",
        "2026-11-23T16:20:05.678+01:00",
        "2026-11-23T16:20:05+0100",
        "2026-11-23 16:20:05,678",
        "2026-11-23 16:20:05 +01:00",
        "2026-11-23 16:20:05 -0800",
        "Nov 23, 2026",
        "Monday, November 23 2026",
        "23 Nov 2026 16:20",
        "Mon, 23 Nov 2026 16:20:05 +0000",
      ].map((date) => `expired at ${date} today`),
    ],
    ["dates in a name", "no log-# here", ["no LOG-2026-11-23 here", "no LOG-2026-11-24T16:20:05 here"]],
    [
      "times of day",
      "at # it failed",
      ["9:05", "16:20", "16:20:05.123", "16:20:05Z", "16:20:05.123Z", "9:05 pm", "9:05PM"].map(
        (time) => `at ${time} it failed`,
      ),
    ],
    [
      "durations",
      "no answer for # from it",
      [
        ...[
          "900ns",
          "15µs",
          "15us",
          "250 ms",
          "3s",
          "1m",
          "2h",
          "1 second",
          "90 seconds",
          "1 sec",
          "90 secs",
        ],
        ...["1 minute", "5 minutes", "1 min", "5 mins", "1 hour", "2 hours", "1.25s", "1,200.5 ms", "+250ms"],
        ...["-5ms", "1e3 ms", "1.5e-05s", "1m30.5s", "2h45m0s", "2h 45m 1s", "3S"],
      ].map((duration) => `no answer for ${duration} from it`),
    ],
    ["seconds after a letter", "t-# to go", ["T-5s to go", "T-2m to go"]],
    [
      "numbers",
      "expected # files",
      ["3", "-40", "+1", "1234567", "1,234", "1_000_000", "1.25", "1e-7", "1e+21", "2.5e10"].map(
        (number) => `expected ${number} files`,
      ),
    ],
    ["numbers after a letter", "cell a-# is empty", ["cell A-5 is empty", "cell A-17 is empty"]],
    [
      "hashes",
      "bad object <hex> here",
      ["3f2a91c", "a1b2c3d", "3412a1c", "1234567a", "DEADBEE5"].map((hash) => `bad object ${hash} here`),
    ],
    [
      "names of temporary files",
      "no <temp> here",
      [
        "tmp-8f3a2c",
        "tmp8f3a2c",
        "tmp_abcd9",
        "tmp-abcd9",
        "tmp.x7Kq",
        ".tmp-19bc",
        "temp-19bc",
        "tmpkqwzvbxy",
      ].map((name) => `no ${name} here`),
    ],
  ])("leaves out %s", (_, message, texts) => {
    expect(texts.map((text) => errorFingerprint({ text }))).toEqual(texts.map(() => ` |  | ${message}`));
  });
});

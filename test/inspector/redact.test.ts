import { describe, expect, it } from "vitest";
import { redact, redactText } from "../../src/inspector/frames/redact.js";

const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

describe("redaction", () => {
  it.each([
    ["sk-proj-abcdefghijklmnopqrstuvwxyz012345"],
    ["sk-ant-api03-AbCdEfGhIjKlMnOpQrStUvWxYz"],
    ["ghp_abcdefghijklmnopqrstuvwxyz0123456789"],
    ["github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz"],
    ["glpat-abcdefghij0123456789"],
    ["npm_abcdefghijklmnopqrstuvwxyz0123456789"],
    ["xoxb-123456789012-abcdefghijkl"],
    ["AKIAIOSFODNN7EXAMPLE"],
    ["AIzaSyA1234567890abcdefghijklmnopqrstu"],
    [jwt],
  ])("takes the key %s out of a text", (key) => {
    const text = redactText(`before ${key} after`);
    expect(text).toBe("before ‹redacted› after");
  });

  it.each([
    ["Authorization: Bearer abc.def-ghi", "abc"],
    ["authorization: Basic dXNlcjpwYXNzd29yZA==", "dXNl"],
    ['{"Authorization":"Bearer q1w2e3r4t5y6"}', "q1w2"],
    ["curl -H 'X-Api-Key: 12345abcdef'", "12345abc"],
    ["OPENAI_API_KEY=hunter2hunter2", "hunter2"],
    ["AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG", "wJalr"],
    ["DATABASE_PASSWORD: 'correct horse'", "correct"],
    ["export STRIPE_KEY=abcdefgh", "abcdefgh"],
    ["DB_PWD=letmein", "letmein"],
    ["token = 'a1b2c3d4'", "a1b2"],
    ["Set-Cookie: session=8f7d6a5b", "8f7d"],
    ["postgres://admin:s3cret@db.local/app", "s3cret"],
    ["https://user:pa55word@example.com/", "pa55word"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----", "MIIE"],
  ])("takes the secret out of %s", (text, secret) => {
    expect(redactText(text)).not.toContain(secret);
    expect(redactText(text)).toContain("‹redacted›");
  });

  it.each([
    "58.7k tokens, maxTokens: 4096, tokens=12",
    "src/keyboard.ts:12:1 error: expected 3, got 2",
    "The token is checked in one place.",
    "commit 0123456789abcdef0123456789abcdef01234567",
    "T2 failed: task-runner is missing; passwordless login works",
    "https://example.com:8080/path@2x.png",
  ])("leaves %s alone", (text) => {
    expect(redactText(text)).toBe(text);
  });

  it("hides what is named like a secret, however deep, and keeps numbers and the rest", () => {
    const value = {
      tokens: 12,
      config: { apiKey: "abc", access_token: "def", list: [{ password: "x" }], name: "y", token: "" },
    };
    expect(redact(value)).toEqual({
      tokens: 12,
      config: {
        apiKey: "‹redacted›",
        access_token: "‹redacted›",
        list: [{ password: "‹redacted›" }],
        name: "y",
        token: "",
      },
    });
  });

  it.each([
    ["a".repeat(1_000_000)],
    ["A_".repeat(500_000)],
    ["token".repeat(200_000)],
    ["-----BEGIN PRIVATE KEY-----".repeat(30_000)],
    ["eyJ".repeat(300_000)],
    ["https://".repeat(100_000)],
    ["sk-".repeat(300_000)],
    ["bearer ".repeat(140_000)],
  ])("takes no more than a moment for a megabyte of trouble", (text) => {
    const start = process.cpuUsage();
    redactText(text);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Inspector, startInspector } from "../../src/inspector/server.js";
import { makeRun } from "../support/made-run.js";

let project: string;
let inspector: Inspector;
let door: string;
let cookie: string;

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Asks as any program could: with whatever `Host`, and a path as it is. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: inspector.port, path, method, headers }, (response) => {
      let body = "";
      const settle = () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      response.on("data", (chunk: Buffer) => {
        body += chunk;
        // A stream does not end by itself.
        if (response.headers["content-type"]?.startsWith("text/event-stream") && body.includes('"frames"')) {
          settle();
          response.destroy();
        }
      });
      response.on("end", settle);
      response.on("error", reject);
    });
    asked.on("error", reject);
    asked.end();
  });
}

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "orchestrator-inspector-"));
  await writeFile(join(project, "secret.txt"), "the user's own");
  await makeRun(project, "r1");
  inspector = await startInspector({ project });
  const { pathname, search } = new URL(inspector.url());
  const { headers } = await ask(pathname + search);
  door = String(headers.location);
  cookie = String(headers["set-cookie"]?.[0]).split(";")[0] ?? "";
});
afterAll(async () => {
  await inspector.close();
  await rm(project, { recursive: true });
});

describe("the inspector's server", () => {
  it("opens to its token, which then stands in no address", async () => {
    const { pathname, search } = new URL(inspector.url("r1"));
    const entry = await ask(pathname + search);
    expect(entry.status).toBe(303);
    expect(entry.headers.location).toBe(`${door}#run=r1`);
    expect(entry.headers["set-cookie"]?.[0]).toContain("HttpOnly; SameSite=Lax");
    const token = new URLSearchParams(search).get("token") ?? "";
    expect(token.length).toBeGreaterThanOrEqual(32);
    expect(JSON.stringify(entry.headers)).not.toContain(token);
    const page = await ask(door, { cookie });
    expect(page.status).toBe(200);
    expect(page.body).not.toContain(token);
    expect(page.headers).toMatchObject({
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
    expect(page.headers["content-security-policy"]).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    expect(page.headers["content-security-policy"]).not.toContain("unsafe");
  });

  it.each([
    ["no token", () => ["/", {}]],
    ["a wrong token", () => ["/?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", {}]],
    ["the page without its cookie", () => [door, {}]],
    ["data without the cookie", () => [`${door}api/frames?run=r1`, {}]],
    ["a wrong cookie", () => [door, { cookie: `${cookie.split("=")[0]}=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA` }]],
    ["the cookie elsewhere", () => ["/api/runs", { cookie }]],
  ] as [string, () => [string, Record<string, string>]][])("refuses %s", async (_, given) => {
    const { status, body } = await ask(...given());
    expect(status).toBe(401);
    expect(body).not.toContain("r1");
  });

  it.each([
    ["a foreign host", { host: "evil.example" }],
    ["a host that was bound to this address", { host: "evil.example:80" }],
    ["another port's name", { host: "127.0.0.1:1" }],
    ["a foreign origin", { origin: "http://evil.example" }],
    ["an origin of another port", { origin: "http://127.0.0.1:1" }],
    ["no origin at all, as from a sandbox", { origin: "null" }],
    ["another site's page", { "sec-fetch-site": "cross-site", "sec-fetch-dest": "empty" }],
    ["another port's page", { "sec-fetch-site": "same-site", "sec-fetch-dest": "empty" }],
  ] as [string, Record<string, string>][])("refuses %s, also with the cookie", async (_, headers) => {
    for (const path of [door, `${door}api/runs`, `${door}api/frames?run=r1`]) {
      const { status, headers: answered } = await ask(path, { cookie, ...headers });
      expect(status).toBe(403);
      expect(answered["access-control-allow-origin"]).toBeUndefined();
    }
  });

  it("refuses a stream that another page navigates to", async () => {
    const headers = { cookie, "sec-fetch-site": "cross-site", "sec-fetch-dest": "document" };
    expect((await ask(`${door}api/frames?run=r1`, headers)).status).toBe(403);
    expect((await ask(door, headers)).status).toBe(200);
  });

  it("only shows: nothing can be sent", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      expect((await ask(`${door}api/runs`, { cookie }, method)).status).toBe(403);
    }
  });

  it.each([
    "../../../secret.txt",
    "..%2f..%2fsecret.txt",
    "%2e%2e/%2e%2e/secret.txt",
    "page.js/../../package.json",
    "api/line?run=../../..&seq=1",
    "api/line?run=..%2f..%2f..&seq=1",
    "api/frames?run=.",
    "api/diff?run=r1/..&seq=1",
    "api/line?run=%00&seq=1",
    "/etc/passwd",
  ])("leads nowhere from %s", async (path) => {
    const { status, body } = await ask(door + path, { cookie });
    expect([401, 404]).toContain(status);
    expect(body).not.toContain("the user's own");
  });

  it("tells runs, frames and whole lines to its own page", async () => {
    const own = { cookie, "sec-fetch-site": "same-origin", origin: `http://127.0.0.1:${inspector.port}` };
    expect(JSON.parse((await ask(`${door}api/runs`, own)).body)).toMatchObject([
      { run: "r1", status: "verified" },
    ]);
    expect((await ask(`${door}api/frames?run=r1`, own)).body).toContain('data: {"type":"run"');
    expect(JSON.parse((await ask(`${door}api/line?run=r1&seq=1`, own)).body)).toMatchObject({
      seq: 1,
      event: { type: "mission.requested" },
    });
  });

  it("listens on this machine's own address only", () => {
    expect(inspector.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/);
  });

  it("says what to do when its port is taken", async () => {
    await expect(startInspector({ project, port: inspector.port })).rejects.toThrow(
      `The inspector cannot listen on port ${inspector.port}: it is taken. Choose another in the option inspect.port`,
    );
  });
});

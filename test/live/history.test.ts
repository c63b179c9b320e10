import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeFileSync } from "node:fs";
import { type ModelReply, type ModelRequest, startRehearsedModel, type RehearsedModel } from "../../src/demo/rehearsed-model.js";
import { type Opencode, startOpencode } from "../support/opencode.js";
import { createProject, type Project } from "../support/project.js";
import { apis, startProviderLog } from "../support/provider-log.js";

function rehearse(request: ModelRequest): ModelReply {
  const call = (name: string, args: object): ModelReply => ({ toolCalls: [{ name, arguments: args }] });
  const file = "note.txt";
  const all = request.text;
  const kind = /HANG/.test(all) ? "hang" : /ASK/.test(all) ? "ask" : "plain";
  switch (request.agent) {
    case "planner": return call("submit_plan", { summary: "One note.", tasks: [{ id: "T1", title: `Write the note ${kind.toUpperCase()}`, description: `Write it ${kind.toUpperCase()}`, files: [file], acceptance: ["It is there"] }] });
    case "searcher": return call("submit_findings", { summary: "Nothing.", findings: [] });
    case "coder": if (kind === "hang") return { hang: true };
      return request.step === 0 ? call("write", { filePath: file, content: kind === "ask" ? "BUG\n" : "hello\n" }) : call("submit_change", { summary: "Wrote it", files: [file] });
    case "fixer": return request.step === 0 ? call("write", { filePath: file, content: "hello again\n" }) : call("submit_change", { summary: "Wrote it", files: [file] });
    case "reviewer": return call("submit_review", { verdict: "pass", summary: "Good.", issues: [] });
    default: return { text: "ok" };
  }
}

test("scratch", async () => {
  const log = await startProviderLog();
  const model = await startRehearsedModel(rehearse);
  const project = await createProject({ "README.md": "# x\n", "check.js": `import {existsSync, readFileSync} from "node:fs";\nif (existsSync("note.txt") && readFileSync("note.txt", "utf8").includes("BUG")) { console.error("Error: BUG in note"); process.exit(1); }\n`, "package.json": '{"type":"module"}' });
  const common = { project: project.path, model, config: { provider: log.config, permission: { edit: "allow", bash: "allow" } } };
  const t0 = Date.now(); const lap = (s: string) => console.log(s, Date.now() - t0);
  const oc = await startOpencode({ ...common, plugin: { sameErrorLimit: 1, checks: [{ name: "check", command: "node check.js" }] } });
  lap("started");
  const home = oc.home;
  const sessions: Record<string, string> = {};
  const mk = async (k: string) => { const { data } = await oc.client.session.create({ title: k }); sessions[k] = data!.id; return data!.id; };
  try {
    const a = await mk("plain");
    const r = await oc.client.session.command({ sessionID: a, command: "auto", arguments: "write a note", model: "scripted/m1" } as any);
    lap("mission"); console.log(JSON.stringify(r.data?.parts ?? r.error).slice(0, 1500));
    const b = await mk("ask");
    const p = oc.client.session.command({ sessionID: b, command: "auto", arguments: "write a note ASK", model: "scripted/m1" } as any);
    const q: any = await oc.waitForEvent((e) => e.type === "question.asked", 20000);
    console.log(JSON.stringify(q));
    await oc.client.question.reply({ requestID: q.properties.id, answers: [["say hello"]] });
    const rb = await p;
    lap("mission b"); console.log(JSON.stringify(rb.data?.parts ?? rb.error).slice(0, 1500));
    const c = await mk("hang");
    const pc = oc.client.session.command({ sessionID: c, command: "auto", arguments: "write a note HANG", model: "scripted/m1" } as any);
    await model.waitForRequest((x) => x.agent === "coder" && /HANG/.test(x.text));
    await oc.waitForEvent((e) => e.type === "message.part.updated" && e.properties.part.type === "tool" && e.properties.part.tool === "task" && e.properties.part.sessionID === c && (e.properties.part.state as any).input.subagent_type === "coder");
    await oc.client.session.abort({ sessionID: c });
    const rc = await pc;
    lap("mission c"); console.log(JSON.stringify(rc.data ?? rc.error).slice(0, 1500));
    const n0 = model.requests.length;
    const nm = await oc.client.session.prompt({ sessionID: a, agent: "build", parts: [{ type: "text", text: "nomodel" }] });
    console.log("NOMODEL", JSON.stringify(nm.data?.info), model.requests.slice(n0).map((x) => JSON.stringify(x.body.messages.slice(1))));
    for (const [k, s] of Object.entries(sessions)) for (const api of apis) {
      const r = await oc.client.session.prompt({ sessionID: s, agent: "build", model: { providerID: api, modelID: "model" }, parts: [{ type: "text", text: `next ${api}` }] });
      const last = log.requests.at(-1);
      writeFileSync(`/tmp/hist/with-${k}-${api}.json`, JSON.stringify(last, null, 1));
      console.log("WITH", k, api, last?.api, last?.session === s, JSON.stringify(r.data?.info.error), r.data?.parts.filter((x) => x.type === "text").map((x: any) => x.text).join());
    }
    for (const [k, s] of Object.entries(sessions)) writeFileSync(`/tmp/hist/messages-${k}.json`, JSON.stringify((await oc.client.session.messages({ sessionID: s })).data, null, 1));
    lap("prompts");
    await oc.kill();
    const oc2 = await startOpencode({ ...common, plugin: false, home });
    lap("restart");
    try {
      for (const [k, s] of Object.entries(sessions)) for (const api of apis) {
        const r = await oc2.client.session.prompt({ sessionID: s, agent: "build", model: { providerID: api, modelID: "model" }, parts: [{ type: "text", text: `next ${api}` }] });
        const last = log.requests.at(-1);
        writeFileSync(`/tmp/hist/without-${k}-${api}.json`, JSON.stringify(last, null, 1));
        console.log("WITHOUT", k, api, last?.api, last?.session === s, JSON.stringify(r.data?.info.error), r.data?.parts.filter((x) => x.type === "text").map((x: any) => x.text).join());
      }
      lap("prompts");
    } finally { await oc2.stop(); }
  } catch (e) { console.log(String(e), oc.stderr().slice(-3000)); throw e; } finally { await oc.stop(); await model.close(); await log.close(); await project.remove(); }
}, 100000);

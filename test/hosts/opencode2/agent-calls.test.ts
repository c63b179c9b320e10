import { afterEach, describe, expect, it } from "vitest";
import { type Answers, type Stage, setStage } from "./stage.js";

const findings: [string, object] = ["submit_findings", { summary: "Found it.", findings: [] }];
const once = { options: { callRetries: 0 } };

let stage: Stage;
afterEach(() => stage.end());

/** A search, and what the user reads of it: the turn, and the question that stops it. */
async function search(searcher: Answers, config: { options?: object } = once, refuses: string[] = []) {
  stage = await setStage({ searcher }, config);
  for (const tool of refuses) stage.refuses.add(tool);
  const session = stage.open();
  const said = await stage.command(session, "search", "where is it?");
  const asked = stage.calls.filter(({ name }) => name === "question");
  return [said, ...asked.map(({ input }) => JSON.stringify(input))].join("\n");
}

const rows = () => stage.calls.filter(({ name }) => name === "subagent");

describe("an agent call", () => {
  it("goes on in the same session when a turn ends without handing in", async () => {
    const said = await search(({ brief }) =>
      brief.includes("Call submit_findings now") ? { calls: [findings] } : { text: "I found it." },
    );
    expect(said).toContain("Found it.");
    expect(rows().map(({ input }) => input.sessionID)).toEqual([undefined, stage.of("searcher")[0]?.session]);
    expect(new Set(stage.of("searcher").map(({ session }) => session)).size).toBe(1);
  });

  it("hears why what it handed in is not accepted, and hands in again", async () => {
    const said = await search(({ step }) => ({
      calls: [step === 0 ? ["submit_findings", { summary: "", findings: "none" }] : findings],
    }));
    expect(said).toContain("Found it.");
    expect(rows()).toHaveLength(1);
    expect(JSON.stringify(stage.of("searcher")[1]?.messages)).toContain("Not accepted");
  });

  it("is ended when it asks its model too often", async () => {
    const said = await search(() => ({ calls: [["read", { filePath: "check.mjs" }]] }));
    expect(said).toContain("asked its model 60 times and did not hand in");
    expect(stage.requests).toHaveLength(60);
  });

  it("fails when the host has tried a busy provider four times in vain", async () => {
    const said = await search(() => ({ busy: 5, error: { message: "Slow down, please" } }));
    expect(said).toContain("Slow down, please");
    expect(stage.requests).toHaveLength(1);
  });

  it("fails with the provider's words", async () => {
    const said = await search(() => ({
      error: { type: "provider.auth", message: "No such key", status: 401 },
    }));
    expect(said).toContain("the provider refused the key: No such key. Choose another model");
  });

  it("is repeated in a fresh session, which is told of in the turn", async () => {
    let asked = 0;
    const said = await search(
      () => (asked++ === 0 ? { error: { message: "A hiccup" } } : { calls: [findings] }),
      { options: { callRetries: 1 } },
    );
    expect(said).toContain("A hiccup → again");
    expect(said).toContain("Found it.");
    expect(rows().map(({ input }) => input.sessionID)).toEqual([undefined, undefined]);
  });

  it("is told what the user has refused, and so is the user when it stops at that", async () => {
    const said = await search(
      ({ step }) => (step === 0 ? { calls: [["read", { filePath: "secret.txt" }]] } : { text: "I may not." }),
      once,
      ["read"],
    );
    expect(stage.of("searcher").at(-1)?.brief).toContain("But the user refused: read secret.txt.");
    expect(said).toContain("the user refused: read secret.txt");
  });

  it("cannot hand in for another one", async () => {
    stage = await setStage();
    const session = stage.open();
    const answer = await stage.tools().get("submit_findings")?.execute({}, { sessionID: session });
    expect(answer?.content).toBe("Nobody waits for submit_findings in this session.");
  });
});

import { afterEach, expect, test } from "vitest";
import type { ModelRequest } from "../../src/demo/model-request.js";
import { goodTeam, type Stage, setStage, task } from "../support/mission.js";

const team = goodTeam(task("T1", "a.txt"));
/** One pixel. */
const pixel =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const picture = { type: "file" as const, mime: "image/png", filename: "shot.png", url: pixel };
const notes = (folder: string) => ({
  type: "file" as const,
  mime: "text/plain",
  filename: "notes.txt",
  url: `file://${folder}/notes.txt`,
});
const seeing = { attachment: true, modalities: { input: ["text", "image"], output: ["text"] } };
const config = { provider: { scripted: { models: { m2: seeing } } } };

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

async function auto({ opencode, createSession }: Stage, parts: object[], model: string) {
  const session = await createSession();
  const { data } = await opencode.client.session.command({
    sessionID: session,
    command: "auto",
    arguments: "write a.txt as it is drawn",
    parts: parts as (typeof picture)[],
    model,
  });
  return data?.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n") ?? "";
}

const whole = ({ body }: ModelRequest) => JSON.stringify(body);

test("a picture and a file reach the planner, who is told that no other agent sees them", async () => {
  stage = await setStage({ script: team, config });
  await stage.project.write("notes.txt", "the walrus note");
  const answer = await auto(stage, [picture, notes(stage.project.path)], "scripted/m2");
  expect(answer).toContain("✓ Verified");
  const of = (role: string) => stage?.model.requests.filter(({ agent }) => agent === role).map(whole) ?? [];
  const [planner] = of("planner");
  expect(planner).toContain(pixel);
  expect(planner).toContain("the walrus note");
  expect(planner).toContain("The user attached shot.png (image/png), notes.txt (text/plain).");
  expect(planner).toContain("into the description of each task");
  for (const role of ["searcher", "coder", "reviewer"]) {
    expect(of(role).join()).not.toContain(pixel);
    expect(of(role).join()).not.toContain("the walrus note");
  }
});

test("nothing is started where the planner's model does not read what is attached, and the answer says so", async () => {
  stage = await setStage({ script: team, config });
  const answer = await auto(stage, [picture], "scripted/m1");
  expect(answer).toContain("its model scripted/m1 does not read shot.png (image/png).");
  expect(answer).toContain("`agents.planner.model`");
  expect(stage.model.requests).toEqual([]);
});

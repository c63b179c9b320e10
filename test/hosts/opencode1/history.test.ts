import type { Message, Part } from "@opencode-ai/sdk";
import { describe, expect, it } from "vitest";
import { shortenTurns } from "../../../src/hosts/opencode1/history.js";

type Entry = { info: Message; parts: Part[] };

const text = (words: string) => ({ type: "text", text: words }) as Part;
const tool = (name: string) => ({ type: "tool", tool: name }) as Part;
const user = (agent: string, ...parts: Part[]) => ({ info: { role: "user", agent } as Message, parts });
const answer = (mode: string, ...parts: Part[]) => ({ info: { role: "assistant", mode } as Message, parts });

/** The history as a model reads it after the plugin has been at it. */
function shortened(...messages: Entry[]): Entry[] {
  const history = structuredClone(messages);
  shortenTurns(history, "orchestrator");
  return history;
}

describe("shortenTurns", () => {
  it("leaves one message with the texts of each turn of the orchestrator", () => {
    expect(
      shortened(
        user("orchestrator", text("/auto one")),
        answer("orchestrator", text("the plan"), tool("todowrite"), tool("task")),
        answer("orchestrator", text("T1 ✓"), tool("task")),
        answer("orchestrator", text("the summary")),
        user("orchestrator", text("/auto two")),
        answer("orchestrator", text("another plan")),
        user("build", text("thanks")),
      ),
    ).toEqual([
      user("orchestrator", text("/auto one")),
      answer("orchestrator", text("the plan"), text("T1 ✓"), text("the summary")),
      user("orchestrator", text("/auto two")),
      answer("orchestrator", text("another plan")),
      user("build", text("thanks")),
    ]);
  });

  it("leaves out what held tools or white space only", () => {
    expect(
      shortened(
        user("orchestrator", text("/auto")),
        answer("orchestrator", tool("task"), text(" \n")),
        answer("orchestrator", text("the summary")),
        answer("orchestrator", tool("todowrite")),
        user("orchestrator", text("/auto-stop")),
        answer("orchestrator", tool("question")),
        user("build", text("thanks")),
      ),
    ).toEqual([
      user("orchestrator", text("/auto")),
      answer("orchestrator", text("the summary")),
      user("orchestrator", text("/auto-stop")),
      user("build", text("thanks")),
    ]);
  });

  it("leaves other agents' messages as they are", () => {
    const messages = [
      user("build", text("hi")),
      answer("build", text("hello"), tool("bash")),
      answer("build", tool("edit"), text("")),
      user("build", text("go on")),
    ];
    expect(shortened(...messages)).toEqual(messages);
  });

  it("does not join its own turn with another agent's", () => {
    const messages = [
      user("orchestrator", text("/auto")),
      answer("orchestrator", text("the summary")),
      answer("build", text("hello")),
      user("build", text("go on")),
    ];
    expect(shortened(...messages)).toEqual(messages);
  });

  it("leaves everything while the orchestrator's own turn is answered", () => {
    const messages = [
      user("build", text("hi")),
      answer("orchestrator", text("the plan"), tool("task")),
      user("orchestrator", text("/auto")),
      answer("orchestrator", tool("task")),
      answer("orchestrator", text("T1 ✓")),
    ];
    expect(shortened(...messages)).toEqual(messages);
  });

  it("takes an empty history", () => {
    expect(shortened()).toEqual([]);
  });
});

import { expect, it } from "vitest";
import type { HistoryMessage, HistoryPart } from "../../../src/hosts/opencode2/context.js";
import { shortenTurns } from "../../../src/hosts/opencode2/history.js";

const text = (words: string): HistoryPart => ({ type: "text", text: words });
const call = (id: string): HistoryPart => ({ type: "tool-call", id, name: "subagent" });
const result = (id: string): HistoryPart => ({ type: "tool-result", id, name: "subagent" });
const says =
  (role: string) =>
  (...content: HistoryPart[]): HistoryMessage => ({ role, content });
const [user, assistant, tool] = [says("user"), says("assistant"), says("tool")];

it.each<[string, HistoryMessage[], HistoryMessage[]]>([
  [
    "joins what is left of a turn to one message",
    [user(text("/auto")), assistant(text("a"), call("own1")), tool(result("own1")), assistant(text("b"))],
    [user(text("/auto")), assistant(text("a"), text("b"))],
  ],
  [
    "drops messages of which nothing is left",
    [user(text("/auto")), assistant(call("own1")), tool(result("own1")), user(text("next"))],
    [user(text("/auto")), user(text("next"))],
  ],
  [
    "keeps the calls of others, and their results",
    [
      user(text("hi")),
      assistant(call("other1"), call("own1")),
      tool(result("other1"), result("own1")),
      assistant(text("b")),
    ],
    [user(text("hi")), assistant(call("other1")), tool(result("other1")), assistant(text("b"))],
  ],
  [
    "keeps an interrupted turn's texts apart from what the user wrote next",
    [user(text("/auto")), assistant(text("a"), call("own1")), tool(result("own1")), user(text("next"))],
    [user(text("/auto")), assistant(text("a")), user(text("next"))],
  ],
  [
    "leaves two answers of others as they are",
    [user(text("hi")), assistant(text("a")), assistant(text("b"))],
    [user(text("hi")), assistant(text("a")), assistant(text("b"))],
  ],
])("%s", (_, messages, expected) => {
  shortenTurns(messages, (id) => id.startsWith("own"));
  expect(messages).toEqual(expected);
});

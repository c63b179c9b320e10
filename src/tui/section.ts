import type { Drawing, ScreenNode } from "./drawing.js";
import type { Tone, TuiApi } from "./host.js";
import { type Row, sectionRows, shortLine } from "./section-rows.js";
import type { ShownRun } from "./shown-run.js";

type Draw = Pick<Drawing, "createElement" | "insert" | "setProp">;

/** The run in the sidebar, as OpenCode's own sections are drawn: a heading, and lines under it. */
export function drawSection(draw: Draw, api: TuiApi, run: ShownRun): ScreenNode {
  const { current } = api.theme;
  const box = draw.createElement("box");
  const heading = text(draw, "", current.text);
  const name = draw.createElement("b");
  draw.insert(name, "Orchestrator");
  draw.insert(heading, name);
  draw.insert(box, heading);
  for (const row of sectionRows(run)) draw.insert(box, drawRow(draw, current, row));
  return box;
}

/** The run in one line at the bottom. @param width columns of the terminal */
export function drawShortLine(draw: Draw, api: TuiApi, run: ShownRun, width: number): ScreenNode {
  const line = drawRow(draw, api.theme.current, shortLine(run, width - 6));
  draw.setProp(line, "height", 1);
  draw.setProp(line, "paddingLeft", 2);
  return line;
}

function drawRow(
  draw: Draw,
  colours: Record<Tone, unknown>,
  { mark, tone, text: words, isMuted }: Row,
): ScreenNode {
  const row = draw.createElement("box");
  draw.setProp(row, "flexDirection", "row");
  draw.setProp(row, "gap", 1);
  if (mark) {
    const sign = text(draw, mark, colours[tone ?? "text"]);
    draw.setProp(sign, "flexShrink", 0);
    draw.insert(row, sign);
  }
  const body = text(draw, words, colours[isMuted ? "textMuted" : "text"]);
  draw.setProp(body, "wrapMode", "word");
  draw.insert(row, body);
  return row;
}

function text(draw: Draw, content: string, colour: unknown): ScreenNode {
  const node = draw.createElement("text");
  draw.setProp(node, "fg", colour);
  if (content) draw.insert(node, content);
  return node;
}

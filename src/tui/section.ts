import type { Drawing, ScreenNode } from "./drawing.js";
import type { Screen } from "./screen.js";
import { type Row, sectionRows, shortLine } from "./section-rows.js";
import type { ShownRun } from "./shown-run.js";

type Draw = Pick<Drawing, "createElement" | "insert" | "setProp">;

/** The run in the sidebar, as OpenCode's own sections are drawn: a heading, and lines under it. */
export function drawSection(draw: Draw, screen: Pick<Screen, "colour">, run: ShownRun): ScreenNode {
  const box = draw.createElement("box");
  const heading = text(draw, "", screen.colour("text"));
  const name = draw.createElement("b");
  draw.insert(name, "Orchestrator");
  draw.insert(heading, name);
  draw.insert(box, heading);
  for (const row of sectionRows(run)) draw.insert(box, drawRow(draw, screen, row));
  return box;
}

/** The run in one line at the bottom. @param width columns of the terminal */
export function drawShortLine(
  draw: Draw,
  screen: Pick<Screen, "colour">,
  run: ShownRun,
  width: number,
): ScreenNode {
  const line = drawRow(draw, screen, shortLine(run, width - 6));
  draw.setProp(line, "height", 1);
  draw.setProp(line, "paddingLeft", 2);
  return line;
}

function drawRow(
  draw: Draw,
  screen: Pick<Screen, "colour">,
  { mark, tone, text: words, isMuted }: Row,
): ScreenNode {
  const row = draw.createElement("box");
  draw.setProp(row, "flexDirection", "row");
  draw.setProp(row, "gap", 1);
  if (mark) {
    const sign = text(draw, mark, screen.colour(tone ?? "text"));
    draw.setProp(sign, "flexShrink", 0);
    draw.insert(row, sign);
  }
  const body = text(draw, words, screen.colour(isMuted ? "muted" : "text"));
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

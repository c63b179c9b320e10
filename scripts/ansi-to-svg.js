const cellWidth = 8.4;
const lineHeight = 18;
const foreground = "#d8d8d8";
const background = "#0a0a0a";

/** Draws the screen that `tmux capture-pane -e` printed (SGR sequences with 24-bit and 256 colours) as an SVG. */
export function ansiToSvg(ansi, { columns, rows }) {
  const width = Math.ceil(columns * cellWidth);
  const height = rows * lineHeight;
  const lines = ansi.split("\n").slice(0, rows);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`,
    `<rect width="100%" height="100%" fill="${background}"/>`,
    ...lines.map((line, row) => drawLine(line, row)),
    "</svg>",
    "",
  ].join("\n");
}

function drawLine(line, row) {
  let column = 0;
  const shapes = [];
  for (const { text, style } of runsOf(line)) {
    const length = [...text].length;
    const x = (column * cellWidth).toFixed(1);
    const span = (length * cellWidth).toFixed(1);
    const back = style.inverse ? (style.color ?? foreground) : style.background;
    const fore = style.inverse ? (style.background ?? background) : (style.color ?? foreground);
    if (back)
      shapes.push(
        `<rect x="${x}" y="${row * lineHeight}" width="${span}" height="${lineHeight}" fill="${back}"/>`,
      );
    if (text.trim()) {
      const bold = style.bold ? ' font-weight="bold"' : "";
      shapes.push(
        `<text x="${x}" y="${row * lineHeight + 13.5}" textLength="${span}" lengthAdjust="spacingAndGlyphs" fill="${fore}"${bold} xml:space="preserve">${escapeXml(text)}</text>`,
      );
    }
    column += length;
  }
  return shapes.join("");
}

const sgr = "\u001b\\[(?:[0-9;:]*)m";

function runsOf(line) {
  const runs = [];
  let style = {};
  for (const piece of line.split(new RegExp(`(${sgr})`))) {
    const isCode = new RegExp(`^${sgr}$`).test(piece);
    if (isCode) style = applyCodes(style, piece.slice(2, -1).split(/[;:]/).map(Number));
    else if (piece) runs.push({ text: piece, style });
  }
  return runs;
}

function applyCodes(before, codes) {
  let style = { ...before };
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index];
    if (code === 0) style = {};
    else if (code === 1) style.bold = true;
    else if (code === 22) style.bold = false;
    else if (code === 7) style.inverse = true;
    else if (code === 27) style.inverse = false;
    else if (code === 39) style.color = undefined;
    else if (code === 49) style.background = undefined;
    else if (code === 38 || code === 48) {
      const isTrue = codes[index + 1] === 2;
      const value = isTrue ? rgb(codes.slice(index + 2, index + 5)) : palette(codes[index + 2]);
      style[code === 38 ? "color" : "background"] = value;
      index += isTrue ? 4 : 2;
    } else if (code >= 30 && code <= 37) style.color = palette(code - 30);
    else if (code >= 90 && code <= 97) style.color = palette(code - 82);
    else if (code >= 40 && code <= 47) style.background = palette(code - 40);
  }
  return style;
}

const basic = ["#000000", "#cd3131", "#0dbc79", "#e5e510", "#2472c8", "#bc3fbc", "#11a8cd", "#e5e5e5"];

function palette(number) {
  if (number < 16) return basic[number % 8];
  if (number >= 232) return rgb([0, 0, 0].map(() => 8 + (number - 232) * 10));
  const level = (value) => (value === 0 ? 0 : 55 + value * 40);
  const index = number - 16;
  return rgb([level(Math.floor(index / 36)), level(Math.floor(index / 6) % 6), level(index % 6)]);
}

function rgb(channels) {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function escapeXml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

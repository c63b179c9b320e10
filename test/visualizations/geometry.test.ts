import { expect, test } from "vitest";
import { orchestratorMachine } from "../../src/machine/index.js";
import { toDefinition } from "../../visualizations/chart-model.js";
import { fonts, sizeOf, widthOf } from "../../visualizations/svg/measure.js";
import type { Area, Box, Placed, Point } from "../../visualizations/svg/placed.js";
import { drawings } from "../../visualizations/svg-files.js";

const placed = await drawings(toDefinition(orchestratorMachine));

for (const [name, picture] of Object.entries(placed)) {
  const { boxes, arrows } = picture;
  const labels = arrows.flatMap(({ link, label }) => (label ? [{ ...label, name: link.title }] : []));
  const texts = boxes.flatMap(textsOf);
  const leaves = boxes.filter(({ state }) => !state.isFrame);

  test(`${name}: no text is wider than its box`, () => {
    expect(texts.filter(({ area, box }) => !contains(box, area)).map(({ text }) => text)).toEqual([]);
    const narrow = arrows.filter(
      ({ link, label }) => label && sizeOf(link.label, "label").width > label.width,
    );
    expect(narrow).toEqual([]);
  });

  test(`${name}: no two texts overlap`, () => {
    const all = [...labels, ...texts.map(({ area, text }) => ({ ...area, name: text }))];
    expect(overlaps(all, all)).toEqual([]);
  });

  test(`${name}: no label lies on a state or on a frame's border`, () => {
    expect(overlaps(labels, leaves.map(named))).toEqual([]);
    const borders = boxes.filter(({ state }) => state.isFrame).flatMap(bordersOf);
    expect(overlaps(labels, borders)).toEqual([]);
  });

  test(`${name}: no arrow runs through a state or through a text`, () => {
    const ways = arrows.flatMap(({ link, points }) =>
      legsOf(points).map((leg) => ({ ...leg, name: link.title })),
    );
    expect(overlaps(ways, [...labels, ...texts.map(({ area, text }) => ({ ...area, name: text }))])).toEqual(
      [],
    );
    expect(overlaps(ways, leaves.map(named))).toEqual([]);
  });

  test(`${name}: no two arrows lie on one another`, () => {
    const legs = arrows.flatMap(({ link, points }) =>
      legsOf(points).map((leg) => ({ ...grown(leg), name: link.title })),
    );
    const along = overlaps(legs, legs, (a, b) => a.name !== b.name && isFlat(a) === isFlat(b));
    expect(along).toEqual([]);
  });

  test(`${name}: every arrow begins and ends at the border of its states`, () => {
    const astray = arrows.filter(({ link, points }) => {
      const at = (id: string | null, point: Point | undefined) =>
        boxes.some((box) => box.state.id === id && point !== undefined && isOnBorder(box, point));
      return !at(link.source, points[0]) || !at(link.target, points.at(-1));
    });
    expect(astray.map(({ link }) => link.title)).toEqual([]);
  });

  test(`${name}: states overlap only those that they are in`, () => {
    const isAround = (outer: Box, inner: Box) => inner.state.id.startsWith(`${outer.state.id}.`);
    const pairs = boxes.flatMap((a, index) => boxes.slice(index + 1).map((b): [Box, Box] => [a, b]));
    const wrong = pairs.filter(([a, b]) => (isAround(a, b) ? !contains(a, b) : isOverlapping(a, b)));
    expect(wrong.map(([a, b]) => `${a.state.id} / ${b.state.id}`)).toEqual([]);
    expect(boxes.filter((box) => !contains(whole(picture), box))).toEqual([]);
  });
}

type Named = Area & { name: string };

function named({ state, x, y, width, height }: Box): Named {
  return { name: state.id, x, y, width, height };
}

function whole({ width, height }: Placed): Area {
  return { x: 0, y: 0, width, height };
}

/** Every text in a box, with the box or badge that it must stay in. */
function textsOf(box: Box): { text: string; area: Area; box: Area }[] {
  const { card } = box;
  const own = card.lines.map((line) => ({ line, corner: box as Area, inside: box as Area }));
  const badges = card.badges.flatMap((badge) => {
    const inside = { x: box.x + badge.x, y: box.y + badge.y, width: badge.width, height: badge.height };
    return badge.lines.map((line) => ({ line, corner: inside, inside }));
  });
  return [...own, ...badges].map(({ line, corner, inside }) => {
    const { size } = fonts[line.font];
    const area = {
      x: corner.x + line.x,
      y: corner.y + line.y - size * 0.75,
      width: widthOf(line.text, line.font),
      height: size * 0.9,
    };
    return { text: `${box.state.id}: ${line.text}`, area, box: inside };
  });
}

/** The straight parts of a line, as thin areas, without the very ends. */
function legsOf(points: Point[]): Area[] {
  return points.slice(1).map((to, index) => {
    const from = points[index] as Point;
    const cut = (isEnd: boolean) => (isEnd ? 2 : 0);
    const [first, last] = [cut(index === 0), cut(index === points.length - 2)];
    const [dx, dy] = [Math.sign(to.x - from.x), Math.sign(to.y - from.y)];
    const [a, b] = [
      { x: from.x + dx * first, y: from.y + dy * first },
      { x: to.x - dx * last, y: to.y - dy * last },
    ];
    return {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    };
  });
}

function grown<Given extends Area>(area: Given): Given {
  return isFlat(area)
    ? { ...area, y: area.y - 1, height: area.height + 2 }
    : { ...area, x: area.x - 1, width: area.width + 2 };
}

function isFlat({ width, height }: Area): boolean {
  return width >= height;
}

function bordersOf({ state, x, y, width, height }: Box): Named[] {
  const name = `border of ${state.id}`;
  return [
    { name, x, y, width, height: 0 },
    { name, x, y: y + height, width, height: 0 },
    { name, x, y, width: 0, height },
    { name, x: x + width, y, width: 0, height },
  ];
}

function overlaps(some: Named[], others: Named[], isMeant = (a: Named, b: Named) => a !== b): string[] {
  return some.flatMap((a) =>
    others.filter((b) => a !== b && isMeant(a, b) && isOverlapping(a, b)).map((b) => `${a.name} / ${b.name}`),
  );
}

function isOverlapping(a: Area, b: Area): boolean {
  const apart = 0.01;
  return (
    a.x + a.width > b.x + apart &&
    b.x + b.width > a.x + apart &&
    a.y + a.height > b.y + apart &&
    b.y + b.height > a.y + apart
  );
}

function contains(outer: Area, inner: Area): boolean {
  const slack = 0.01;
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    inner.x + inner.width <= outer.x + outer.width + slack &&
    inner.y + inner.height <= outer.y + outer.height + slack
  );
}

function isOnBorder({ x, y, width, height }: Area, point: Point): boolean {
  const near = (a: number, b: number) => Math.abs(a - b) < 1;
  const within = point.x > x - 1 && point.x < x + width + 1 && point.y > y - 1 && point.y < y + height + 1;
  const sides = [near(point.x, x), near(point.x, x + width), near(point.y, y), near(point.y, y + height)];
  return within && sides.includes(true);
}

import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { orchestratorMachine } from "../../src/machine/index.js";
import { toDefinition } from "../../visualizations/chart-model.js";
import { svgFiles } from "../../visualizations/svg-files.js";
import { attributesOf, elementsOf } from "./xml.js";

const root = new URL("../../", import.meta.url);
const definition = toDefinition(orchestratorMachine);
const files = await svgFiles(orchestratorMachine);
const chart = files["visualizations/orchestrator.svg"] ?? "";

for (const [path, text] of Object.entries(files)) {
  test(`${path} shows the chart as it is (npm run visualizations draws it)`, () => {
    const url = new URL(path, root);
    expect(existsSync(url) && readFileSync(url, "utf8") === text, "stale: npm run visualizations").toBe(true);
  });

  test(`${path} is well-formed, and harmless in a page`, () => {
    const elements = elementsOf(text);
    expect(elements[0]).toMatchObject({ name: "svg", attributes: { xmlns: "http://www.w3.org/2000/svg" } });
    expect(elements.map(({ name }) => name)).not.toContain("script");
    const attributes = elements.flatMap((element) => Object.entries(element.attributes));
    expect(attributes.filter(([name]) => name.startsWith("on") || name.endsWith("href"))).toEqual([]);
    expect(attributes.filter(([name, value]) => name === "id" && !value.startsWith("chart-"))).toEqual([]);
    expect(text.replace('"http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:|url\(|@import/);
  });

  test(`${path} takes its colours from custom properties of its root`, () => {
    const [, style = ""] = text.match(/<style>([^<]*)<\/style>/) ?? [];
    const rules = style.split("\n").filter((line) => !line.includes(":where(.chart)"));
    expect(rules.join("\n")).not.toMatch(/#[0-9a-f]{3}/i);
    expect(text.replace(style, "")).not.toMatch(/"#[0-9a-f]{3}/i);
    const [own = ""] = style.match(/:where\(\.chart\){[^}]*}/) ?? [];
    expect(own.match(/--chart-\w+/g)).toEqual(
      ["bg", "fg", "muted", "line", "agent", "check", "decision", "rest", "end", "active"].map(
        (name) => `--chart-${name}`,
      ),
    );
  });
}

test("the same chart is drawn the same way again", async () => {
  expect(await svgFiles(orchestratorMachine)).toEqual(files);
});

test("every state of the machine is drawn exactly once, with its kind", () => {
  const drawn = elementsOf(chart).filter(({ attributes }) => "data-state" in attributes);
  const kinds = drawn.map(({ name, attributes }) => {
    const classes = attributes.class?.split(" ") ?? [];
    const kind = ["compound", "final"].find((each) => classes.includes(each)) ?? "";
    return [name, classes[0], attributes["data-state"], kind].join(" ");
  });
  const wanted = definition.states.map(({ id, type }) =>
    [
      "g state",
      id,
      type === "parallel" ? "compound" : type === "atomic" || type === "history" ? "" : type,
    ].join(" "),
  );
  expect(kinds.sort()).toEqual(wanted.sort());
});

test("every transition of the machine is drawn exactly once", () => {
  const drawn = attributesOf(chart, "data-edge").flatMap((ids) => ids.split(" "));
  expect(drawn.sort()).toEqual(definition.transitions.map(({ id }) => id).sort());
});

test("a label names only transitions that are drawn together", () => {
  const edges = new Set(attributesOf(chart, "data-edge"));
  expect(attributesOf(chart, "data-label-of").filter((ids) => !edges.has(ids))).toEqual([]);
});

test("every guard stands in brackets in the drawing", () => {
  const guards = definition.transitions.flatMap(({ guard }) => (guard ? [`>[${guard}]<`] : []));
  expect(guards.filter((guard) => !chart.includes(guard))).toEqual([]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { render } from "./src/template.js";

test("values are escaped, but with three braces", () => {
  const values = { a: `<b>"&'` };
  assert.match(render("{{a}}", values), /^&lt;b&gt;&quot;&amp;&#0?39;$/);
  assert.equal(render("{{{a}}}", values), values.a);
});
test("paths are followed, and what is missing is empty", () => {
  assert.equal(
    render("[{{user.name}}|{{user.age}}|{{no.thing}}]", { user: { name: "n", age: 0 } }),
    "[n|0|]",
  );
});
test("a section is repeated, inner keys come first", () => {
  const values = { unit: "€", items: [{ name: "a" }, { name: "b", unit: "$" }] };
  assert.equal(render("{{#items}}{{name}}{{unit}} {{/items}}", values), "a€ b$ ");
  assert.equal(render("{{#list}}<{{.}}>{{/list}}", { list: [1, 2] }), "<1><2>");
});
test("a section shows what is truthy, the other one what is not", () => {
  const template = "{{#a}}yes{{/a}}{{^a}}no{{/a}}";
  assert.deepEqual(
    [true, false, 0, "x", [], undefined].map((a) => render(template, { a })),
    ["yes", "no", "no", "yes", "no", "no"],
  );
});
test("sections nest", () => {
  const values = { rows: [{ cells: [1, 2] }, { cells: [3] }] };
  assert.equal(render("{{#rows}}({{#cells}}{{.}}{{/cells}}){{/rows}}", values), "(12)(3)");
  assert.equal(render("{{#a}}1{{#a}}2{{/a}}3{{/a}}", { a: true }), "123");
});
test("values are not templates, and dollars are not patterns", () => {
  assert.equal(render("{{a}}", { a: "{{b}} $& $1", b: "no" }), "{{b}} $&amp; $1");
});
test("sections must be closed by their name", () => {
  assert.throws(() => render("{{#a}}x", { a: true }), Error);
  assert.throws(() => render("{{#a}}x{{/b}}", { a: true }), Error);
  assert.throws(() => render("x{{/a}}", { a: true }), Error);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { render } from "../src/template.js";

test("names are replaced by their values", () => {
  assert.equal(render("Hello {{name}}!", { name: "you" }), "Hello you!");
});

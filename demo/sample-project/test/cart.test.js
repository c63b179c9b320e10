import assert from "node:assert/strict";
import { test } from "node:test";
import { addItem, createCart, subtotal } from "../src/cart.js";

test("an empty cart costs nothing", () => {
  assert.equal(subtotal(createCart()), 0);
});

test("lines add up", () => {
  let cart = addItem(createCart(), { name: "Tea", price: 450 });
  cart = addItem(cart, { name: "Mug", price: 1200, quantity: 2 });
  assert.equal(subtotal(cart), 2850);
});

test("the same product joins its line", () => {
  let cart = addItem(createCart(), { name: "Tea", price: 450 });
  cart = addItem(cart, { name: "Tea", price: 450, quantity: 2 });
  assert.deepEqual(cart.lines, [{ name: "Tea", price: 450, quantity: 3 }]);
});

test("a price must be whole cents", () => {
  assert.throws(() => addItem(createCart(), { name: "Tea", price: 4.5 }), RangeError);
});

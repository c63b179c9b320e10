import { expect, test } from "vitest";
import { kindsAndLines } from "./faults-in.js";

test.each([
  ["a.js", 'import { a } from "./a.js";\nimport {\n  b,\n} from "./b.js";\nexport * from "c";'],
  ["a.js", 'const { a } = require("./a");\n// a < b && c\n/* a = 1;\n b = true; */'],
  ["a.js", '"use strict";\nmodule.exports = { a };'],
  ["a.ts", 'import type { A } from "a";\ninterface B {\n  kind: "a" | "b";\n  size: 0 | 1;\n}'],
  ["a.ts", 'export type A =\n  | { kind: "a"; isOpen: true }\n  | Array<1>;\ndeclare const b: 1;'],
  ["a.ts", '@Component({\n  selector: "a",\n  isPure: true,\n})\nenum A {\n  B = 1,\n}'],
  ["a.py", 'from a import (\n    b,\n)\n@cache(size=2)\n"""a < b"""\n__all__ = ["a"]'],
  ["a.py", 'if TYPE_CHECKING:\nif __name__ == "__main__":\nx: Literal["a"]'],
  ["a.rb", "require 'a'\nclass A < B\n  include C\n  attr_reader :d\n=begin\na = 1 + 2\n=end"],
  ["a.go", 'package a\nimport (\n\t"b"\n)\ntype A struct {\n\tB [3]int `json:"b"`\n}'],
  ["a.rs", '#[derive(A)]\nuse a::{\n  b,\n};\nstruct A {\n  b: [u8; 4],\n}\n#![allow(c = "d")]'],
  ["a.rs", '#[cfg(test)]\nmod tests {\n  fn a() { assert_eq!(b + 1, 2); c("d"); }\n}'],
  ["a.php", "<?php\nnamespace A;\nuse B\\C;\n#[D(1)]\nfinal class E extends F"],
  ["A.java", 'package a;\nimport b.C;\n@D("e")\npublic class A<T extends B> implements C<Map<D, E>> {'],
  ["A.cs", 'using A;\n[B("c", 1)]\nnamespace D;\npublic sealed class E<T> : F where T : G'],
  ["a.c", '#include <a.h>\n#include "b.h"\n#define C 1\ntypedef struct { int a[3]; } b;'],
  ["a.hpp", "template <typename T, int N = 3>\nclass A : public B<T> {\nbool operator<(const A &b);"],
  ["a.kt", 'package a\nimport b.C\n@D("e")\ntypealias F = Map<G, H>'],
  ["a.sh", "#!/bin/sh\nset -eu\n. ./a.sh # b = 1\nexport PATH=a:b"],
  ["a.sql", "CREATE TABLE a (\n  b VARCHAR(10) DEFAULT 'c'\n);"],
  ["a.ex", 'defmodule A do\n  @moduledoc "b"\n  @spec c(1) :: true\n  import D'],
  ["a.hs", "module A where\nimport B\nf :: Int -> Bool\ndata C = D | E"],
])("%s has no faults in imports, types, annotations and comments: %j", (path, text) => {
  expect(kindsAndLines(path, text)).toEqual([]);
});

test.each([
  ["a.js", 'throw new Error("no " + name);'],
  ["a.js", 'console.error("gone", a);'],
  ["a.js", 'throw new Error(\n  "gone",\n);'],
  ["a.py", 'logger.warning("gone")'],
  ["a.go", 'log.Printf("gone")'],
  ["a.rs", 'let b = a.expect("gone");'],
  ["A.java", 'throw new IllegalStateException("gone");'],
  ["a.js", 'const VERSION = "2.0.1";'],
])("in %s a message or a version is not changed: %j", (path, text) => {
  expect(kindsAndLines(path, text)).toEqual([]);
});

test.each([
  ["a.ts", "class A {", "  b = c;", "}"],
  ["a.js", "const a =", "  b(c);"],
  ["a.js", "f(", "  b(c)", ")"],
  ["a.js", "a", "  .b(c)", "  .d(e);"],
  ["a.js", "return a ?", "  b(c) :", "  d(e);"],
  ["a.js", "const { ", "  a = b,", "} = c;"],
  ["a.py", "a = [", "    b(c)", "]"],
  ["a.py", "a = b"],
  ["a.rb", "a = begin"],
  ["a.js", "mutex.unlock();", "clearTimeout(a);", "super(a);", "exports.a = b;"],
])("in %s nothing is left out of %j", (path, ...lines) => {
  const removed = kindsAndLines(path, lines.join("\n")).filter((fault) => fault.startsWith("removed"));

  expect(removed).toEqual([]);
});

test("a line that nobody wrote by hand has no faults", () => {
  expect(kindsAndLines("a.js", `a = ${"b + ".repeat(150)}1;`)).toEqual([]);
});

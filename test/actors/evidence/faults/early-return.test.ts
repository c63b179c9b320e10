import { expect, test } from "vitest";
import { earlyReturn } from "../../../../src/actors/evidence/faults/early-return/early-return.js";
import { languageOf } from "../../../../src/actors/evidence/faults/languages/language-of.js";

test.each([
  ["a.js", "function a(b) {", "return;"],
  ["a.js", "  async b(c) {", "return;"],
  ["a.js", "const a = async (b) => {", "return;"],
  ["a.js", 'describe("a", () => {', undefined],
  ["a.js", "it(function (a) {", undefined],
  ["a.js", "if (a) {", undefined],
  ["a.ts", "  private b(c: D): E | undefined {", "if (true as boolean) return undefined as never;"],
  ["a.ts", "export function a(b: C): void {", "if (true as boolean) return;"],
  ["a.ts", "  constructor(a: B) {", "if (true as boolean) return;"],
  ["a.py", "    async def a(b: C) -> D:", "return None"],
  ["a.py", "class A:", undefined],
  ["a.rb", "  def a?(b)", "return nil;"],
  ["a.rb", "def a(b) = b + 1", undefined],
  ["a.php", "    public function a(): void {", "return;"],
  ["a.php", "    public static function a(int $b): string {", "return '';"],
  ["a.php", "function a($b) {", "return null;"],
  ["a.php", "function a(): Money {", "return null;"],
  ["a.go", "func a() {", "return;"],
  ["a.go", "func (a *B) c(d func() int) (e int, err error) {", "return;"],
  ["a.go", "func a(b string) (*C, []byte, bool, error) {", "return nil, nil, false, nil;"],
  ["a.go", "func a() string {", 'return "";'],
  ["a.go", "func a() Money {", undefined],
  ["a.rs", "pub(crate) fn a(&mut self) {", "return;"],
  ["a.rs", "fn a(b: &str) -> Option<C> {", "return None;"],
  ["a.rs", "fn a() -> bool {", "return false;"],
  ["a.rs", "fn a() -> Vec<u8> {", "return Vec::new();"],
  ["a.rs", "fn a() -> Self {", undefined],
  ["A.java", "    public static void a(int b) {", "if (true) return;"],
  ["A.java", "    private String a() throws B {", "if (true) return null;"],
  ["A.java", "    boolean a() {", "if (true) return false;"],
  ["A.java", "    } else if (a()) {", undefined],
  ["A.cs", "    public void A() {", "return;"],
  ["A.cs", "    internal List<int> A(int b) {", "return default;"],
  ["a.c", "static void a(int b) {", "return;"],
  ["a.c", "char *a(void) {", "return 0;"],
  ["a.c", "struct b a(void) {", undefined],
  ["a.kt", "    private fun a(b: Int) {", "return;"],
  ["a.kt", "fun a(): String {", 'return "";'],
  ["a.kt", "fun a(): Money? {", "return null;"],
  ["a.swift", "func a(_ b: Int) throws -> [Int] {", "return [];"],
  ["a.dart", "  int a(int b) {", "return 0;"],
  ["a.lua", "function a.b(c)", "do return end"],
  ["a.sh", "a() {", "return 0;"],
])("in %s what begins with %j is ended by %j", (path, header, statement) => {
  const language = languageOf(path, "");

  expect(language && earlyReturn(header, language)).toBe(statement);
});

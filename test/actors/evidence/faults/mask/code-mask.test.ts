import { expect, test } from "vitest";
import { languageOf } from "../../../../../src/actors/evidence/faults/languages/language-of.js";
import { codeMask } from "../../../../../src/actors/evidence/faults/mask/code-mask.js";
import { inString, opaque } from "../../../../../src/actors/evidence/faults/mask/mask-writer.js";

/** The code of a text, with `s` for what is in a literal on one line and `#` for what is never changed. */
function masked(path: string, text: string): string {
  const language = languageOf(path, text);
  if (!language) throw new Error(`${path} is no code`);
  return codeMask(text, language.lexis).replaceAll(inString, "s").replaceAll(opaque, "#");
}

test.each([
  ["a.js", "a // b", "a     "],
  ["a.js", "a /* b\n c */ d", "a     \n      d"],
  ["a.js", "'it\\'s' + \"//\"", '"sssss" + "ss"'],
  ["a.js", `\`a \${b + \`c \${d}\`} e\` + f`, "#####b + #####d###### + f"],
  ["a.js", `\`a\n\${{ b: '}' }.b}\``, `#####{ b: "s" }.b##`],
  ["a.js", "a / b / c", "a / b / c"],
  ["a.js", "f(/[/'\"]/g, b)", "f(########, b)"],
  ["a.js", "return /a/.test(b)", "return ###.test(b)"],
  ["a.js", "<p>it's</p>", "<p>it's</p>"],
  ["a.js", 'a = "b\nc = 1', "a = ##\nc = 1"],
  ["a.py", "'''a\n'b'\n''' + \"c\" # d", '############ + "s"    '],
  ["a.py", 'f"{a}" + r"\\d"', 'f"sss" + r"ss"'],
  ["a.rb", "a <<~EOS, 1\n  b = 'c\nEOS\nd # e", "a ######, 1\n############\nd    "],
  ["a.rb", '"a #{b["c"] + 1} d" if e', '#####b["s"] + 1#### if e'],
  ["a.rb", "=begin\na + b\n=end\nc", "      \n     \n    \nc"],
  ["a.rb", "%w[a b] + %i(c)", "####### + #####"],
  ["a.php", "$a = <<<EOT\n b + 1\nEOT;\n# c", "$a = ######\n##########;\n   "],
  ["a.go", "a := `b\n\\` + 'c'", "a := ##### + ###"],
  ["a.rs", "fn f<'a>(b: &'a str) { 'c'; r#\"d\"e\"# }", "fn f<'a>(b: &'a str) { ###; ######## }"],
  ["a.rs", "a /* b /* c */ d */ e", "a                   e"],
  ["a.c", "R\"x(a\")b)x\" + '\\''", "########### + ####"],
  ["a.cs", '@"a\\" + $"b"', '##### + $"s"'],
  ["a.kt", `"a \${b["c"]} d"`, `#####b["s"]####`],
  ["a.sh", `echo "$(f "a")" \${a#b} # c`, `echo ###f "s"## \${a#b}    `],
  ["a.sh", "cat <<-'E' | b\n\ta\n\tE\nc", "cat ###### | b\n#####\nc"],
  ["a.sql", "a = 'it''s' -- b", 'a = "sssss"     '],
  ["a.lua", "a --[[ b\n c ]] d = [==[ ]] ]==]", "a       \n      d = ############"],
  ["a.ex", '~r/a"/ <> """\nb\n"""', "###### <> #########"],
  ["a.hs", "f' a = 'b' {- {- c -} -} --d", "f' a = ###                  "],
  ["a.swift", '"a \\(b + "c") d"', `#####b + "s"####`],
])("in %s the code of %j is %j", (path, text, expected) => {
  const mask = masked(path, text);

  expect(mask).toBe(expected);
  expect(mask).toHaveLength(text.length);
});

import type { Language, LanguageName } from "../languages/language.js";
import { resultOfGo } from "./go.js";
import { zeroOf } from "./zero-of.js";

/**
 * The statement that ends a function at its beginning with nothing, or with the nothing of its type.
 * @param header the code of the line that begins the function
 * @returns nothing where the line is no such header, or the type has no plain nothing
 */
export function earlyReturn(header: string, language: Language): string | undefined {
  return returns[language.name]?.(header);
}

const named = String.raw`^\s*(?:(?:export|default|static|async|get|set|public|private|protected|override|readonly)\s+)*`;
const functions = new RegExp(
  [
    String.raw`${named}function\b[^=]*\{$`,
    String.raw`${named}(?!(?:if|for|while|switch|catch|with|function|return|do|else)\b)[#*]?[\w$]+\s*(?:<[^()]*>)?\((?:(?!=>|\bfunction\b)[^;])*\)(?:\s*:\s*(?<method>[^={]+))?\s*\{$`,
    String.raw`${named}(?:const|let|var)\s+[\w$]+\s*(?::[^=]+)?=\s*(?:async\s*)?(?:\([^;]*\)|[\w$]+)(?:\s*:[^=]+)?\s*=>\s*\{$`,
  ].join("|"),
);

const modifiers = String.raw`(?:(?:public|private|protected|internal|static|final|virtual|override|inline|extern|const|synchronized|constexpr|open|suspend|fun|func|sealed)\s+)*`;
const typed = new RegExp(
  String.raw`^\s*(?:@\w+\s+)*${modifiers}(?<type>[\w:<>\[\]?, ]+?[\s*&]+)[*&]?[\w:~]+\s*\([^;=]*\)\s*(?:const\s*|noexcept\s*|throws\s[\w., ]+)*\{$`,
);

const typedResult = (header: string): string | undefined => {
  const type = typed.exec(header)?.groups?.type?.trim();
  return type === undefined || /^(?:return|new|else|throw|async)\b/.test(type) ? undefined : type;
};

function ended(zero: string | undefined, end: string): string | undefined {
  if (zero === undefined) return undefined;
  return `return${zero === "" ? "" : ` ${zero}`}${end}`;
}

const returns: Partial<Record<LanguageName, (header: string) => string | undefined>> = {
  javascript: (header) => (functions.test(header) ? "return;" : undefined),
  // What stands behind a plain `return` is no longer narrowed, and has errors of type.
  typescript(header) {
    if (!functions.test(header)) return undefined;
    return /\bconstructor\s*\(|\)\s*:\s*void\s*(?:=>\s*)?\{$/.test(header)
      ? "if (true as boolean) return;"
      : "if (true as boolean) return undefined as never;";
  },
  python: (header) => (/^\s*(?:async\s+)?def\s.*:$/.test(header) ? "return None" : undefined),
  ruby: (header) => (/^\s*(?:\w+\s+)?def\s+(?!.*\)\s*=)[^=]*$/.test(header) ? "return nil;" : undefined),
  lua: (header) => (/\bfunction\b.*\)$/.test(header) ? "do return end" : undefined),
  shell: (header) => (/^\s*(?:function\s+)?[\w-]+\s*\(\)\s*\{$/.test(header) ? "return 0;" : undefined),
  php(header) {
    const match = /\bfunction\s+&?\w+\s*\(.*\)\s*(?::\s*(?<type>[?\w|\\]+))?\s*\{$/.exec(header);
    return match ? ended(zeroOf("php", match.groups?.type ?? "mixed") ?? "null", ";") : undefined;
  },
  go: (header) => ended(resultOfGo(header), ";"),
  rust(header) {
    const match =
      /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:async\s+|const\s+|unsafe\s+)*fn\s[^>]*?\)(?:\s*->\s*(?<type>[^{]+?))?\s*\{$/.exec(
        header,
      );
    return match ? ended(zeroOf("rust", match.groups?.type ?? "()"), ";") : undefined;
  },
  // Nothing may stand behind a plain `return`.
  java(header) {
    const type = typedResult(header);
    const statement =
      type === undefined
        ? undefined
        : ended(zeroOf("java", type) ?? (/^[A-Z]/.test(type) ? "null" : undefined), ";");
    return statement === undefined ? undefined : `if (true) ${statement}`;
  },
  csharp(header) {
    const type = typedResult(header);
    if (type === undefined || /\b(?:IEnumerable|Task|IAsync\w*)\b/.test(type)) return undefined;
    return type === "void" ? "return;" : "return default;";
  },
  c(header) {
    const type = typedResult(header);
    return type === undefined ? undefined : ended(type.endsWith("*") ? "0" : zeroOf("c", type), ";");
  },
  dart: (header) => ended(zeroOf("dart", typedResult(header) ?? ""), ";"),
  kotlin(header) {
    const match = /\bfun\s[^=]*\)(?:\s*:\s*(?<type>[^={]+?))?\s*\{$/.exec(header);
    return match ? ended(zeroOf("kotlin", match.groups?.type ?? "Unit"), ";") : undefined;
  },
  swift(header) {
    const match =
      /\bfunc\s.*\)(?:\s*(?:async\s*|throws\s*)*->\s*(?<type>[^{]+?))?\s*(?:async\s*|throws\s*)*\{$/.exec(
        header,
      );
    return match ? ended(zeroOf("swift", match.groups?.type ?? "Void"), ";") : undefined;
  },
};

type Typed = "php" | "rust" | "java" | "c" | "dart" | "kotlin" | "swift" | "go";

/** The nothing of a type, an empty text for no value at all; `undefined` for a type that has none that we know. */
export function zeroOf(language: Typed, type: string): string | undefined {
  return table[language].find(([pattern]) => pattern.test(type))?.[1];
}

/** The first that matches counts. */
const table: Record<Typed, readonly (readonly [RegExp, string])[]> = {
  php: [
    [/^(?:void|never)$/, ""],
    [/^\?|\bnull\b|^mixed$/, "null"],
    [/^(?:int|float)\b/, "0"],
    [/^bool\b/, "false"],
    [/^string\b/, "''"],
    [/^(?:array|iterable)\b/, "[]"],
  ],
  rust: [
    [/^\(\)$/, ""],
    [/^(?:[iu](?:8|16|32|64|128|size))$/, "0"],
    [/^f(?:32|64)$/, "0.0"],
    [/^bool$/, "false"],
    [/^String$/, "String::new()"],
    [/^&(?:'\w+\s)?str$/, '""'],
    [/^Option</, "None"],
    [/^Vec</, "Vec::new()"],
    [/^(?:Hash|BTree)(?:Map|Set)</, "Default::default()"],
    [/^(?:io::|std::io::)?Result<\(\)/, "Ok(())"],
  ],
  go: [
    [/^(?:u?int(?:8|16|32|64)?|float(?:32|64)|byte|rune|time\.Duration)$/, "0"],
    [/^bool$/, "false"],
    [/^string$/, '""'],
    [/^(?:\*|\[\]|map\[|func\(|chan\b|error$|any$|interface)/, "nil"],
  ],
  java: [
    [/^void$/, ""],
    [/^(?:int|long|short|byte|char|float|double)$/, "0"],
    [/^boolean$/, "false"],
    [/\]$/, "null"],
  ],
  c: [
    [/^void$/, ""],
    [
      /^(?:(?:unsigned|signed)\s*)?(?:int|long|short|char|float|double|bool|_Bool|size_t|u?int\d+_t|std::size_t)(?:\s(?:int|long))*$/,
      "0",
    ],
    [/^std::(?:string|vector|map|optional|set)\b/, "{}"],
  ],
  dart: [
    [/^void$/, ""],
    [/\?$/, "null"],
    [/^(?:int|num)$/, "0"],
    [/^double$/, "0.0"],
    [/^bool$/, "false"],
    [/^String$/, "''"],
  ],
  kotlin: [
    [/^Unit$/, ""],
    [/\?$/, "null"],
    [/^(?:Int|Short|Byte)$/, "0"],
    [/^Long$/, "0L"],
    [/^Double$/, "0.0"],
    [/^Boolean$/, "false"],
    [/^String$/, '""'],
    [/^List</, "emptyList()"],
  ],
  swift: [
    [/^(?:Void|\(\))$/, ""],
    [/\?$/, "nil"],
    [/^(?:Int\d*|UInt\d*|Double|Float)$/, "0"],
    [/^Bool$/, "false"],
    [/^String$/, '""'],
    [/^\[/, "[]"],
  ],
};

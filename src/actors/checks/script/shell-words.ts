/** A simple command of a shell script, with where it stands in the text. */
export interface SimpleCommand {
  /** Its words without quotes; redirections are left out. */
  words: string[];
  /** What comes after it: `&&`, `||`, `;`, `|`, `&`, or nothing. */
  operator: string;
  /** The offset of the end of its last word, or of its redirection if that is later. */
  end: number;
  /** It stands in `( )`, `{ }`, `$( )`, or below `if`, `for`, `while`. */
  isNested: boolean;
  raw: string;
  /** Its output goes into another command or a file. */
  isPiped: boolean;
}

const operator = /^(?:&&|\|\||\|&|;;|[;|&\n()])/;
const redirection = /^\d*(?:&?>>?[&|]?|<<?<?&?)\s*/;
const keywords = new Set([
  "if",
  "then",
  "else",
  "elif",
  "fi",
  "for",
  "while",
  "until",
  "do",
  "done",
  "case",
  "esac",
  "{",
  "}",
  "!",
]);

/** The simple commands of a shell script, in order. It expands nothing: `$x`, `~` and globs stay as they are. */
export function simpleCommands(text: string): SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  let words: string[] = [];
  let depth = 0;
  let begin = 0;
  let at = 0;
  let end = 0;
  let isPiped = false;
  const close = (name: string) => {
    const first = words.findIndex((word) => !keywords.has(word));
    if (
      words
        .slice(0, first < 0 ? words.length : first)
        .some((word) => /^(?:if|for|while|until|case|\{)$/.test(word))
    )
      depth += 1;
    if (first >= 0) {
      const raw = text.slice(begin, end).trim();
      commands.push({
        words: words.slice(first),
        operator: name,
        end,
        isNested: depth > 0,
        isPiped: isPiped || /^\|&?$/.test(name),
        raw,
      });
      isPiped = false;
    } else if (name !== "" && name !== "(") {
      // What follows a group follows its last command.
      const last = commands.at(-1);
      if (last && /^[);]$/.test(last.operator)) last.operator = name;
    }
    depth -= words.filter((word) => /^(?:fi|done|esac|\})$/.test(word)).length;
    words = [];
  };
  while (at < text.length) {
    const rest = text.slice(at);
    const gap = /^(?:[ \t\r]|\\\r?\n)+/.exec(rest)?.[0];
    const found = operator.exec(rest)?.[0];
    const redirected = redirection.exec(rest)?.[0];
    if (gap) at += gap.length;
    else if (rest.startsWith("#")) at += /^[^\n]*/.exec(rest)?.[0].length ?? 0;
    else if (redirected) {
      isPiped ||= redirected.includes(">") && !/^2?>&$/.test(redirected.trim());
      at += redirected.length;
      at += wordAt(text, at).length;
      end = at;
    } else if (found) {
      close(found === "\n" ? ";" : found);
      if (found === "(") depth += 1;
      if (found === ")") depth -= 1;
      at += found.length;
    } else {
      const { word, length } = wordAt(text, at);
      if (words.length === 0) begin = at;
      words.push(word);
      at += Math.max(1, length);
      end = at;
    }
  }
  close("");
  return commands;
}

function wordAt(text: string, from: number): { word: string; length: number } {
  let word = "";
  let at = from;
  let quote = "";
  for (; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quote === "'" ? char === "'" : quote === '"' && char === '"') quote = "";
    else if (quote === "'") word += char;
    else if (char === "\\") {
      at += 1;
      word += text.charAt(at);
    } else if (quote === "" && (char === "'" || char === '"')) quote = char;
    else if (char === "$" && text[at + 1] === "(") {
      const length = substitution(text, at + 1);
      word += text.slice(at, at + 1 + length);
      at += length;
    } else if (quote === "" && /[\s;|&()<>]/.test(char)) break;
    else word += char;
  }
  return { word, length: at - from };
}

/** The length of `( … )`. */
function substitution(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")") depth -= 1;
    if (depth === 0) return at - from + 1;
  }
  return text.length - from;
}

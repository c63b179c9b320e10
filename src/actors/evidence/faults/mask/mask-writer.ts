/** Stands for a character between the quotes of a literal on one line. */
export const inString = "\ue000";
/** Stands for a character of what is never changed: a literal over lines, a template's text, a regular expression. */
export const opaque = "\ue001";

export interface MaskWriter {
  text: string;
  at: number;
  /** The end of the code before `at`. A literal counts as `"`. */
  tail: string;
  /** Each of these moves `at`. */
  code(end: number): void;
  comment(end: number): void;
  literal(end: number): void;
  hidden(end: number): void;
  mask(): string;
}

export function maskWriter(text: string): MaskWriter {
  const parts: string[] = [];
  const put = (part: string, end: number) => {
    parts.push(part);
    writer.at = end;
  };
  const writer: MaskWriter = {
    text,
    at: 0,
    tail: "",
    code(end) {
      const part = text.slice(writer.at, end);
      writer.tail = (writer.tail + part.slice(-40)).trimEnd().slice(-20);
      put(part, end);
    },
    comment(end) {
      put(text.slice(writer.at, end).replace(/[^\n\r]/g, " "), end);
    },
    literal(end) {
      writer.tail = '"';
      put(`"${inString.repeat(end - writer.at - 2)}"`, end);
    },
    hidden(end) {
      writer.tail = '"';
      put(opaque.repeat(end - writer.at), end);
    },
    mask: () => parts.join(""),
  };
  return writer;
}

import type { StringSyntax } from "./language.js";

export const doubleQuoted: StringSyntax = { open: '"', close: '"' };
export const singleQuoted: StringSyntax = { open: "'", close: "'" };
/** One character between quotes, so that a lifetime or a prime is none. */
export const character: StringSyntax = { open: String.raw`'(?:\\[^\n']{1,10}|\\'|[^'\\\n]{1,2})'` };
export const tripleQuoted: StringSyntax = { open: '"""', close: '"""', isMultiline: true };

export const slashComments = [String.raw`\/\/`];
export const starComments = [[String.raw`\/\*`, "*/"]] as const;

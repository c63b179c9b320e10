import { randomBytes } from "node:crypto";

let lastTime = 0;
let counter = 0;

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * An id in OpenCode's ascending form: prefix, 48 bits of time and counter in hex, 14 random characters. Parts and
 * messages are shown in the order of their ids.
 */
export function ascendingId(prefix: "prt" | "msg", now = Date.now()): string {
  counter = now === lastTime ? counter + 1 : 1;
  lastTime = now;
  const stamp = (BigInt(now) * 4096n + BigInt(counter)) & 0xffffffffffffn;
  const tail = Array.from(randomBytes(14), (byte) => alphabet[byte % alphabet.length]).join("");
  return `${prefix}_${stamp.toString(16).padStart(12, "0")}${tail}`;
}

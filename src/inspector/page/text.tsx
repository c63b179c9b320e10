import { printable } from "./printable.js";

/** What a model, a tool or a file name says: shown as it is, and isolated from the text around it. */
export function Text({ value }: { value: string }) {
  return <bdi class="text">{printable(value)}</bdi>;
}

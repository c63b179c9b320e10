import * as z from "./zod.js";

/** A field that weak models send as `null` where they have nothing to say. */
export function nullAsAbsent<Field extends z.ZodType>(field: Field) {
  return z.preprocess((value: unknown) => value ?? undefined, field).optional();
}

/**
 * What the plugin uses of zod. The build bundles this file and no other one: each start of OpenCode would load zod's
 * seventy files, most of them languages.
 */
export type { core, infer, ZodOptional, ZodRawShape, ZodType } from "zod";
export {
  array,
  boolean,
  discriminatedUnion,
  enum,
  int,
  int32,
  iso,
  literal,
  looseObject,
  number,
  object,
  preprocess,
  prettifyError,
  record,
  strictObject,
  string,
  toJSONSchema,
  union,
  unknown,
  ZodError,
} from "zod";

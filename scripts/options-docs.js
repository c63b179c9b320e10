// Writes what is generated from the options' zod schema: the JSON Schema and the table of docs/configuration.md.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { optionsSchema } from "../dist/contracts/options.js";
import { toJSONSchema } from "../dist/contracts/zod.js";
import { toJsonSchema, toTable, withTable } from "./options-schema.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const schema = toJsonSchema(optionsSchema, toJSONSchema);
const guide = `${root}docs/configuration.md`;

mkdirSync(`${root}schema`, { recursive: true });
writeFileSync(`${root}schema/orchestrator.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
writeFileSync(guide, withTable(readFileSync(guide, "utf8"), toTable(schema)));

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toJsonSchema, toTable, withTable } from "../../scripts/options-schema.js";
import { defaultOptions, optionsSchema, optionsVariable } from "../../src/contracts/options.js";
import { toJSONSchema } from "../../src/contracts/zod.js";
import { loadOptions } from "../../src/options/options-files.js";

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const guide = await read("docs/configuration.md");
const schema = toJsonSchema(optionsSchema, toJSONSchema);
const blocks = [...guide.matchAll(/^```jsonc\n([\s\S]*?)^```$/gm)].map(([, text = ""]) => text);

describe("the configuration guide", () => {
  let empty: string;
  beforeAll(async () => {
    empty = await mkdtemp(join(tmpdir(), "orchestrator-guide-"));
  });
  afterAll(() => rm(empty, { recursive: true }));

  it("shows options that are valid and change something", async () => {
    expect(blocks.length).toBeGreaterThan(5);
    for (const block of blocks) {
      const environment = { OPENCODE_CONFIG_DIR: empty, [optionsVariable]: block };
      const { options, problems } = await loadOptions(empty, undefined, environment);
      expect(problems, block).toEqual([]);
      expect(options, block).not.toEqual(defaultOptions);
    }
  });

  it("has the table of the options as they are (npm run options writes it)", () => {
    expect(withTable(guide, toTable(schema))).toBe(guide);
  });
});

describe("the published JSON Schema", () => {
  it("is that of the options as they are (npm run options writes it)", async () => {
    expect(await read("schema/orchestrator.schema.json")).toBe(`${JSON.stringify(schema, null, 2)}\n`);
  });

  it("is in the package", async () => {
    const { exports, files } = JSON.parse(await read("package.json"));
    expect(exports["./schema.json"]).toBe("./schema/orchestrator.schema.json");
    expect(files).toContain("schema/orchestrator.schema.json");
  });

  it("allows its own address in a file, and no unknown key", () => {
    expect(schema.properties.$schema).toMatchObject({ type: "string" });
    expect([schema.additionalProperties, schema.$defs.agent.additionalProperties]).toEqual([false, false]);
  });
});

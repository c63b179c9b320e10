/**
 * The JSON Schema of an options file, from the zod schema of the options.
 * @param toJSONSchema of the same zod as the schema: another one does not know its descriptions
 */
export function toJsonSchema(optionsSchema, toJSONSchema) {
  const { $schema, properties, ...rest } = toJSONSchema(optionsSchema, {
    io: "input",
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  // The agents are alike. A zod id would name them once too, but zod throws when another module has taken it.
  const [{ description: _, ...agent }] = Object.values(properties.agents.properties);
  const roles = Object.fromEntries(
    Object.entries(properties.agents.properties).map(([role, { description }]) => [
      role,
      { description, $ref: "#/$defs/agent" },
    ]),
  );
  const own = { type: "string", description: "Where this schema is, for your editor" };
  return {
    $schema,
    title: "Options of opencode-orchestrator",
    description: "For orchestrator.jsonc and for the plugin entry in OpenCode's config",
    ...rest,
    properties: { $schema: own, ...properties, agents: { ...properties.agents, properties: roles } },
    $defs: { agent },
  };
}

/** The settings of a JSON Schema, with keys like `agents.<role>.model` and `checks[].name`. */
export function settingsOf(schema, prefix = "") {
  return Object.entries(schema.properties ?? {}).flatMap(([key, setting]) => {
    const path = prefix + key;
    if (path === "$schema") return [];
    if (path === "agents") return settingsOf(schema.$defs.agent, "agents.<role>.");
    const listed = (setting.anyOf ?? [setting]).flatMap(({ items }) => items?.anyOf ?? items ?? []);
    const items = listed.find(({ properties }) => properties);
    const inner = setting.properties ? settingsOf(setting, `${path}.`) : [];
    const own = setting.properties ? [] : [{ key: path, setting }];
    return [...own, ...inner, ...(items ? settingsOf(items, `${path}[].`) : [])];
  });
}

/** The settings as a Markdown table. */
export function toTable(schema) {
  const rows = settingsOf(schema).map(({ key, setting }) => [
    `\`${key}\``,
    typeInWords(setting),
    setting.default === undefined ? "" : `\`${JSON.stringify(setting.default)}\``,
    setting.description,
  ]);
  return [["option", "takes", "default", ""], ["---", "---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

const begin = "<!-- options:begin -->";
const end = "<!-- options:end -->";

/** The page with the table between its markers. */
export function withTable(page, table) {
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`The page has no ${begin} with ${end} after it`);
  return `${page.slice(0, from + begin.length)}\n${table}\n${page.slice(to)}`;
}

function typeInWords(schema) {
  if (schema.title) return `\`${schema.title}\``;
  if (schema.anyOf) return alternatives(schema.anyOf.map(typeInWords));
  if (schema.enum) return alternatives(schema.enum.map((value) => `\`${JSON.stringify(value)}\``));
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  switch (schema.type) {
    case "array":
      return `list of ${typeInWords(schema.items)}`;
    case "object":
      return objectInWords(schema);
    case "integer":
    case "number":
      return `${schema.type === "integer" ? "whole number" : "number"}${rangeInWords(schema)}`;
    case "boolean":
      return "`true` or `false`";
    case "string":
      return "text";
    default:
      throw new Error(`There are no words for ${JSON.stringify(schema)}`);
  }
}

function alternatives(words) {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${words.at(-1)}` : words.join("");
}

function objectInWords({ properties, required = [] }) {
  const keys = Object.keys(properties).map((key) => (required.includes(key) ? key : `${key}?`));
  return `\`{ ${keys.join(", ")} }\``;
}

function rangeInWords({ minimum, exclusiveMinimum, maximum }) {
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}`;
  return maximum === undefined ? `, at least ${minimum}` : ` from ${minimum} to ${maximum}`;
}

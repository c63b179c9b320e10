import { readFile } from "node:fs/promises";
import type { AgentRole } from "../../contracts/agent.js";

/** The default system prompt of a role. Its words live in the file of the role's name beside this one. */
export async function loadPrompt(role: AgentRole): Promise<string> {
  return (await readFile(new URL(`./${role}.md`, import.meta.url), "utf8")).trim();
}

import { startServer } from "../opencode/server.js";
import { about, type ServerApi } from "../opencode/server-api.js";
import type { LookInside } from "./inside.js";

/** Through a server of its own: `opencode models` would leave a server running in the background. */
export const lookInside2: LookInside = async (askable) => {
  const server = startServer(askable);
  try {
    const api = await server.ready;
    await untilLoaded(api, askable.folder);
    const list = async <T>(path: string) =>
      ((await api.call("GET", about(askable.folder, path))) as { data: T }).data;
    const [agents, commands, known, selected] = await Promise.all([
      list<{ id: string; permissions: unknown }[]>("/api/agent"),
      list<{ name: string }[]>("/api/command"),
      list<Model[]>("/api/model"),
      list<Model | null | undefined>("/api/model/default"),
    ]);
    const models = known.map(nameOf);
    return {
      models,
      config: {
        ...(selected ? { model: nameOf(selected) } : {}),
        agent: Object.fromEntries(agents.map(({ id, permissions }) => [id, { permission: permissions }])),
        // It does not say whose a command is.
        command: Object.fromEntries(commands.map(({ name }) => [name, { agent: "orchestrator" }])),
        provider: known.some(({ providerID }) => providerID === "statechart") ? { statechart: {} } : {},
      },
    };
  } finally {
    await server.end();
  }
};

interface Model {
  providerID: string;
  id: string;
}

function nameOf({ providerID, id }: Model): string {
  return `${providerID}/${id}`;
}

/** Its lists are empty until the folder's plugins are loaded; only a command waits for them. */
async function untilLoaded(api: ServerApi, folder: string): Promise<void> {
  const { data } = (await api.call("POST", "/api/session", { location: { directory: folder } })) as {
    data: { id: string };
  };
  const session = `/api/session/${data.id}`;
  await api.call("POST", `${session}/command`, { name: "no-such-command", text: "" }).catch(() => undefined);
  await api.call("DELETE", session);
}

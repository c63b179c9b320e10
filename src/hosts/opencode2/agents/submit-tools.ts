import { submitTools } from "../../../actors/agents/submit-tools.js";
import * as z from "../../../contracts/zod.js";
import type { Context } from "../context.js";
import type { AgentCalls } from "./agent-calls.js";

/** The tools by which agents hand in their work. OpenCode 2 checks the shape of arguments, the open call the rest. */
export async function registerSubmitTools({ tool }: Context, calls: AgentCalls): Promise<void> {
  const tools = new Map(Object.values(submitTools).flatMap((own) => own.map((each) => [each.name, each])));
  await tool.transform((editor) => {
    for (const { name, description, shape } of tools.values()) {
      editor.add({
        name,
        description,
        options: { codemode: false },
        input: z.toJSONSchema(z.object(shape), { io: "input", target: "draft-7" }),
        async execute(input, { sessionID }) {
          const call = calls.open(sessionID);
          if (call?.request.tool !== name) return { content: `Nobody waits for ${name} in this session.` };
          const { accepted, text } = await call.submit(input);
          return { content: text, metadata: { accepted } };
        },
      });
    }
  });
}

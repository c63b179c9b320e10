import type { ServerApi, ServerEvent } from "../opencode/server-api.js";

interface Answer {
  request: Parameters<ServerApi["call"]>;
  line: string;
}

const nobody = "Nobody can be asked in this run";

/** What is asked of the user in any session of the server, and the answer where there is none. */
const answers: Record<string, (data: ServerEvent["data"]) => Answer> = {
  "permission.asked": ({ sessionID, id, action, resources }) => ({
    request: [
      "POST",
      `/api/session/${sessionID}/permission/${id}/reply`,
      { decision: "reject", message: `${nobody}, so the request was rejected. Go on without it.` },
    ],
    line: `! permission requested: ${action} (${[resources].flat().join(", ")}); auto-rejecting`,
  }),
  "form.created": ({ form }) => {
    const { sessionID, id, title } = form as { sessionID: string; id: string; title?: string };
    return {
      request: ["DELETE", `/api/session/${sessionID}/form/${id}`],
      line: `! question: ${title ?? "untitled"}; cancelled, since nobody can be asked`,
    };
  },
};

/** Refuses what an event asks of the user. @returns the lines that say so */
export function answerForNobody(api: ServerApi, { type, data }: ServerEvent): readonly string[] {
  const answer = answers[type]?.(data);
  if (!answer) return [];
  // Whoever asked may have gone.
  void api.call(...answer.request).catch(() => undefined);
  return [answer.line];
}

import type { Frame, RunInfo } from "../frames/frame.js";
import { cursor, frames, info, link, problem, type RunChoice, runs } from "./store.js";

/** Where the page's data comes from: a server, or the page itself. */
export interface Source {
  /** Shows another run; nothing for the newest, whichever that is. */
  choose?(run: string | undefined): void;
  /** A line of the journal in whole. */
  line(seq: number): Promise<string>;
  /** The change of a task as it was at a line of the journal. */
  diff(seq: number): Promise<string>;
  /** Everything that an XState inspector is told, from the first event on. */
  inspection?: { statelyUrl: string; open(): EventSource };
}

export interface FileData {
  type: "file";
  info: RunInfo;
  frames: Frame[];
  problem: string;
  /** By line of the journal. */
  diffs: Record<string, string>;
}

export function fileSource(data: FileData): Source {
  info.value = data.info;
  frames.value = data.frames;
  problem.value = data.problem;
  link.value = "file";
  return {
    line: async (seq) => data.frames.find((frame) => frame.seq === seq)?.text ?? "",
    diff: async (seq) => data.diffs[seq] ?? "",
  };
}

type Message =
  | { type: "run"; info: RunInfo }
  | { type: "frames"; frames: Frame[] }
  | { type: "problem"; text: string };

/** How often the list of runs is asked for, in milliseconds. */
const listInterval = 2_000;

export function liveSource({ statelyUrl }: { statelyUrl: string }): Source {
  let stream: EventSource | undefined;
  let current: string | undefined;
  const wanted = () => new URLSearchParams(location.hash.slice(1)).get("run") ?? undefined;
  const query = (path: string, parameters: Record<string, string> = {}) =>
    `api/${path}?${new URLSearchParams({ run: current ?? "", ...parameters })}`;

  const follow = (run: string) => {
    if (run === current) return;
    current = run;
    stream?.close();
    cursor.value = undefined;
    frames.value = [];
    info.value = undefined;
    problem.value = "";
    link.value = "connecting";
    stream = new EventSource(query("frames"));
    stream.onopen = () => {
      // What was read before comes again.
      frames.value = [];
      link.value = "open";
    };
    stream.onerror = () => {
      link.value = "lost";
    };
    stream.onmessage = ({ data }) => take(JSON.parse(data) as Message);
  };
  const list = async () => {
    const response = await fetch("api/runs").catch(() => undefined);
    if (!response?.ok) return;
    runs.value = (await response.json()) as RunChoice[];
    const run = wanted();
    const chosen = run === undefined ? undefined : runs.value.find((each) => each.run.startsWith(run));
    const target = chosen ?? runs.value[0];
    if (target) follow(target.run);
    else link.value = "open";
  };
  const text = async (address: string) => {
    const response = await fetch(address).catch(() => undefined);
    if (!response) return "The inspector does not respond: OpenCode may have ended.";
    return response.text();
  };

  void list();
  setInterval(() => {
    if (!document.hidden) void list();
  }, listInterval);
  addEventListener("hashchange", () => void list());
  addEventListener("visibilitychange", () => void list());
  return {
    choose(run) {
      location.hash = run === undefined ? "" : new URLSearchParams({ run }).toString();
    },
    line: (seq) => text(query("line", { seq: String(seq) })),
    diff: (seq) => text(query("diff", { seq: String(seq) })),
    inspection: { statelyUrl, open: () => new EventSource(query("stately")) },
  };
}

function take(message: Message): void {
  switch (message.type) {
    case "run":
      info.value = message.info;
      frames.value = [];
      problem.value = "";
      break;
    case "frames":
      frames.value = [...frames.value, ...message.frames];
      break;
    case "problem":
      problem.value = message.text;
      break;
  }
}

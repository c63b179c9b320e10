import { errorWords } from "../../contracts/error-words.js";
import type { Report } from "../../contracts/report.js";
import type { Reply } from "../../machine/question.js";
import { currentQuestion, type RunSnapshot } from "../../machine/status.js";
import { writeReport } from "../../report/run-report.js";
import { shortPath } from "../../report/short-path.js";
import { summarize } from "../../report/summary.js";
import type { Host } from "../ports.js";
import { toTodos } from "../turn/todos.js";
import type { Transcript, TranscriptItem } from "../turn/transcript.js";

export interface RunDisplay {
  /** Shows what is new in a state: the task list, and the report and its summary where the run rests. */
  show(snapshot: RunSnapshot): void;
  /** The next rest is shown again, also when it is the one that was shown last. */
  forget(): void;
  /** Resolves when the last report is written. */
  saved(): Promise<void>;
}

export interface DisplayOptions {
  host: Host;
  transcript: Transcript;
  reportPath: string;
  /** The report of a run that rests. */
  report(snapshot: RunSnapshot): Report | undefined;
  /** Which agent works on which model. */
  team(): string;
  /** The run is over and its report written; the turn ends after this. */
  ended(): Promise<void>;
}

/** Keeps the turn's transcript and the report up to what the chart does. */
export function createRunDisplay(options: DisplayOptions): RunDisplay {
  const { host, transcript, reportPath, report, team, ended } = options;
  let queue: RunSnapshot["context"]["queue"] | undefined;
  let listed = "[]";
  let shown: string | undefined;
  let saved = Promise.resolve();

  const showTasks = ({ context }: RunSnapshot) => {
    if (context.queue === queue) return;
    queue = context.queue;
    const todos = toTodos(queue);
    const list = JSON.stringify(todos);
    if (list !== listed) transcript.push({ type: "todos", todos });
    listed = list;
  };

  /** Returns what the user must know of it. */
  const save = async (resting: Report): Promise<string> => {
    try {
      await writeReport(reportPath, resting);
      return "";
    } catch (error) {
      host.log("error", `the report could not be written: ${errorWords(error)}`);
      return `\n⚠ The report could not be written: ${errorWords(error)}`;
    }
  };

  return {
    show(snapshot) {
      showTasks(snapshot);
      const resting = report(snapshot);
      const state = resting && JSON.stringify(snapshot.value);
      const isNews = state !== shown;
      shown = state;
      if (!resting) return;
      const text = summarize(resting, shortPath(reportPath, host.folder), snapshot.context.workSeconds);
      saved = saved.then(async () => {
        const problem = await save(resting);
        if (snapshot.status !== "active") await ended();
        if (isNews && shown === state) transcript.push(toEnd(snapshot, text + problem, team));
      });
    },
    forget() {
      shown = undefined;
    },
    saved: () => saved,
  };
}

/** How the turn shows that the run rests: by a question, or by its end. */
function toEnd(snapshot: RunSnapshot, summary: string, team: () => string): TranscriptItem {
  const asked = currentQuestion(snapshot);
  if (!asked) return { type: "end", text: summary };
  const isPlan = snapshot.context.question === "planReady";
  const question = isPlan ? { ...asked, text: `${asked.text} ${team()}` } : asked;
  const ways = howToGoOn(question.replies.map(({ reply }) => reply));
  return { type: "question", question, otherwise: `${summary}\n\n${ways}` };
}

/** Without a dialog, the turn says how to go on. */
function howToGoOn(replies: readonly Reply[]): string {
  const ways = replies
    .filter((reply) => reply !== "stop")
    .map((reply) => (reply === "retry" ? '`/auto-resume retry "your advice"`' : `\`/auto-resume ${reply}\``));
  return `Status: needs-user. Continue with ${[...ways, "`/auto-stop`"].join(", ")}.`;
}

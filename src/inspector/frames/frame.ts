/**
 * A line of the journal as the page draws it: what it did to the chart and to what the chart remembers. What is
 * absent has not changed since the frame before.
 */
export interface Frame {
  /** Of the journal's line; 0 is the chart before its first event. */
  seq: number;
  /** ISO 8601. */
  at: string;
  /** Of the event, or of a note beside the chart. */
  type: string;
  isNote?: true;
  /** One line for a person. */
  title: string;
  /** The beginning of the line's JSON, to be searched. */
  text: string;
  task?: string;
  /** Ids of the innermost states that are active after it. */
  active?: string[];
  /** Ids of the transitions that it took, in order. */
  edges?: string[];
  counters?: Counters;
  /** Tasks that are new or have changed. */
  tasks?: TaskView[];
  checks?: ChecksView;
  /** What still fails in the open task. */
  errors?: ErrorView[];
  /** `null`: it is answered. */
  question?: QuestionView | null;
  /** Invocations of the chart that began. */
  begun?: WorkView[];
  /** Invocations that ended, or were left. */
  ended?: WorkEnd[];
  /** An agent's session was opened. */
  opened?: { role: string; model: string; session: string };
  /** A call ended after the chart had left it. */
  paid?: { role: string; session: string; tokens: number; cost: number };
  /** A change is in the tree. */
  changed?: { task: string };
  request?: string;
  /** There is a new plan: its tasks take the place of those before. */
  planSummary?: string;
}

export interface Counters {
  /** The report's status, or `idle` or `working`. */
  status: string;
  iterations: number;
  iterationLimit: number;
  retries: number;
  retryLimit: number;
  /** How often the most frequent error of the open task was seen. */
  sameError: number;
  sameErrorLimit: number;
  callFailures: number;
  calls: number;
  tokens: number;
  /** US dollars. */
  cost: number;
  workSeconds: number;
}

/** A seeded fault: the line without and with it. */
export interface SurvivorView {
  place: string;
  before: string;
  after: string;
}

export interface TaskView {
  id: string;
  title: string;
  description: string;
  status: "pending" | "active" | "verified" | "reviewed" | "unverified" | "skipped" | "blocked";
  isRepair: boolean;
  dependsOn: string[];
  files: string[];
  changedFiles: string[];
  acceptance: string[];
  attempts: number;
  errors: string[];
  /** Why it is not verified. */
  reason: string;
  /** Whether the checks look at its change; "" where that was not tried. */
  evidence: string;
  /** Seeded faults that no test noticed. */
  survivors: SurvivorView[];
  tokens: number;
  cost: number;
}

export interface ChecksView {
  /** `baseline`, `final`, or a task's id. */
  of: string;
  results: {
    name: string;
    command: string;
    exitCode: number | null;
    outcome: string;
    /** How many tests it ran, or why it says nothing, as a person reads it. */
    told: string;
    seconds: number;
    output: string;
    errors: string[];
  }[];
}

export interface ErrorView {
  text: string;
  seen: number;
}

export interface QuestionView {
  header: string;
  text: string;
  replies: { reply: string; description: string }[];
}

export interface WorkView {
  /** The chart's id of the invocation. */
  id: string;
  /** An agent's role, `checks` or `checkpoint`. */
  lane: string;
  task?: string;
  attempt?: number;
}

export interface WorkEnd {
  id: string;
  outcome: "done" | "failed" | "left";
  /** What came of it, in a line. */
  told?: string;
  session?: string;
  tokens?: number;
  cost?: number;
}

/** What the page knows of a run besides its frames. */
export interface RunInfo {
  run: string;
  command: string;
  session: string;
  startedAt: string;
  model?: string;
}

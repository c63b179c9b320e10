import { computed, signal } from "@preact/signals";
import { createFold } from "../frames/fold.js";
import type { Frame, RunInfo } from "../frames/frame.js";

export type Tab = "tasks" | "checks" | "diff" | "journal";
export type Link = "connecting" | "open" | "lost" | "file";

export interface RunChoice {
  run: string;
  status?: string;
  request?: string;
}

/** All that the page shows. Only the source writes what comes from the run. */
export const runs = signal<readonly RunChoice[]>([]);
export const info = signal<RunInfo | undefined>(undefined);
export const frames = signal<readonly Frame[]>([]);
export const problem = signal("");
export const link = signal<Link>("connecting");

/** The frame that is looked at; `undefined` follows the newest. */
export const cursor = signal<number | undefined>(undefined);
export const tab = signal<Tab>("tasks");
export const chosenTask = signal<string | undefined>(undefined);
export const search = signal("");

export const lastIndex = computed(() => frames.value.length - 1);
export const index = computed(() => Math.min(cursor.value ?? lastIndex.value, lastIndex.value));
export const isLive = computed(() => cursor.value === undefined);

const fold = createFold();
/** The run as it was at the cursor. */
export const moment = computed(() => fold(frames.value, index.value));

/** The task whose details are shown: the chosen one, else the one that is or was worked on. */
export const shownTask = computed(() => {
  const { tasks, works } = moment.value;
  if (chosenTask.value !== undefined && tasks.has(chosenTask.value)) return tasks.get(chosenTask.value);
  const id = works.findLast(({ task }) => task !== undefined)?.task;
  return (id === undefined ? undefined : tasks.get(id)) ?? tasks.values().next().value;
});

/** Looks at a frame; at the last one, follows what comes. */
export function seek(to: number): void {
  const target = Math.max(0, to);
  cursor.value = target >= lastIndex.value ? undefined : target;
}

/** Looks at the run as it was after a line of its journal. */
export function seekLine(seq: number): void {
  const found = frames.value.findIndex((frame) => frame.seq === seq);
  if (found >= 0) seek(found);
}

export function step(by: number): void {
  seek(index.value + by);
}

import type { Row, Todo } from "../ports.js";

const marks: Record<Todo["status"], string> = {
  pending: "·",
  in_progress: "▸",
  completed: "✓",
  cancelled: "⊘",
};

/** The task list in one line, for hosts that have no list. */
export function listText(todos: readonly Todo[]): string {
  if (todos.length === 0) return "";
  const tasks = todos.map(({ content, status }) => `${marks[status]} ${content.split(" ", 1)[0]}`);
  return `Tasks: ${tasks.join("  ")}`;
}

/** An agent call, for hosts that have no rows. */
export function rowText({ call: { request } }: Row): string {
  return `→ ${request.title}`;
}

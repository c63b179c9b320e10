import { count } from "../../contracts/count.js";
import type { TaskView } from "../frames/frame.js";
import { amount, dollars } from "./format.js";
import { chosenTask, moment, shownTask, tab } from "./store.js";
import { Text } from "./text.js";

const marks: Record<TaskView["status"], string> = {
  verified: "✓",
  reviewed: "✓",
  unverified: "?",
  skipped: "⊘",
  blocked: "⊘",
  pending: "·",
  active: "▶",
};

/** More rows than this would make the page slow. */
const mostRows = 400;

export function Tasks() {
  const { tasks, planSummary } = moment.value;
  const all = [...tasks.values()];
  if (all.length === 0) return <p class="empty">There is no plan yet.</p>;
  const done = all.filter(({ status }) => ["verified", "reviewed", "unverified"].includes(status)).length;
  const activeRow = all.findIndex(({ status }) => status === "active");
  const from = Math.max(0, Math.min(activeRow - mostRows / 2, all.length - mostRows));
  const shown = all.slice(from, from + mostRows);
  return (
    <div class="tasks">
      <p class="muted">
        {done} of {all.length} done{planSummary && " — "}
        <Text value={planSummary.slice(0, 600)} />
      </p>
      {from > 0 && <p class="muted">{from} before these</p>}
      <ol class="task-list" data-testid="tasks">
        {shown.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ol>
      {from + shown.length < all.length && (
        <p class="muted">{all.length - from - shown.length} after these</p>
      )}
    </div>
  );
}

function TaskRow({ task }: { task: TaskView }) {
  const isShown = shownTask.value?.id === task.id;
  const tokens = task.tokens > 0 ? count(amount(task.tokens), "token") : "";
  const facts = [
    task.status,
    task.attempts > 1 ? count(task.attempts - 1, "fix", "fixes") : "",
    tokens,
    dollars(task.cost),
  ].filter(Boolean);
  return (
    <li
      class={`task task-${task.status}${isShown ? " is-shown" : ""}`}
      data-task={task.id}
      data-status={task.status}
    >
      <button
        type="button"
        class="task-head"
        aria-expanded={isShown}
        onClick={() => {
          chosenTask.value = task.id;
        }}
      >
        <span class="task-mark" aria-hidden="true">
          {marks[task.status]}
        </span>
        <span class="task-id">
          <Text value={task.id} />
        </span>
        <span class="task-title">
          <Text value={task.title} />
        </span>
        <span class="task-facts">{facts.join(" · ")}</span>
      </button>
      {task.dependsOn.length > 0 && (
        <p class="task-needs">
          after{" "}
          {task.dependsOn.map((id) => (
            <button
              key={id}
              type="button"
              class="chip"
              onClick={() => {
                chosenTask.value = id;
              }}
            >
              <span class={`dot dot-${moment.value.tasks.get(id)?.status ?? "pending"}`} />
              <Text value={id} />
            </button>
          ))}
        </p>
      )}
      {isShown && <TaskDetails task={task} />}
    </li>
  );
}

function TaskDetails({ task }: { task: TaskView }) {
  const { changes } = moment.value;
  const files = task.changedFiles.length > 0 ? task.changedFiles : task.files;
  return (
    <div class="task-details">
      <p class="prose">
        <Text value={task.description} />
      </p>
      <h3>Acceptance</h3>
      <ul>
        {task.acceptance.map((criterion) => (
          <li key={criterion}>
            <Text value={criterion} />
          </li>
        ))}
      </ul>
      <h3>{task.changedFiles.length > 0 ? "Changed" : "Files"}</h3>
      <ul class="files">
        {files.map((file) => (
          <li key={file}>
            <code>
              <Text value={file} />
            </code>
          </li>
        ))}
      </ul>
      {task.reason && (
        <p>
          Unverified: <Text value={task.reason} />
        </p>
      )}
      {task.evidence && (
        <>
          <h3>Evidence</h3>
          <p>
            <Text value={task.evidence} />
          </p>
        </>
      )}
      {task.survivors.length > 0 && (
        <>
          <h3>Survivors: seeded faults that no test noticed</h3>
          {task.survivors.map(({ place, before, after }) => (
            <pre class="output" key={`${place} ${after}`}>
              <Text value={`${place}\n- ${before.trim()}\n+ ${after.trim()}`} />
            </pre>
          ))}
        </>
      )}
      {task.errors.length > 0 && (
        <>
          <h3>Against it</h3>
          <ul class="errors">
            {task.errors.map((error) => (
              <li key={error}>
                <Text value={error} />
              </li>
            ))}
          </ul>
        </>
      )}
      {changes.has(task.id) && (
        <button
          type="button"
          class="button"
          onClick={() => {
            chosenTask.value = task.id;
            tab.value = "diff";
          }}
        >
          Its diff
        </button>
      )}
    </div>
  );
}

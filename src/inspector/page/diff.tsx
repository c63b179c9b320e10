import { useEffect, useState } from "preact/hooks";
import { count } from "../../contracts/count.js";
import { printable } from "./printable.js";
import type { Source } from "./source.js";
import { chosenTask, moment, shownTask } from "./store.js";

/** More lines than this would make the page slow; the button shows the rest. */
const mostLines = 2_000;

export function Diff({ source }: { source: Source }) {
  const { changes } = moment.value;
  const ids = [...changes.keys()];
  const wanted = shownTask.value?.id;
  const task = wanted !== undefined && changes.has(wanted) ? wanted : ids.at(-1);
  const seq = task === undefined ? undefined : changes.get(task);
  const [text, setText] = useState<{ seq: number; text: string }>();
  const [isWhole, setWhole] = useState(false);
  useEffect(() => {
    if (seq === undefined) return;
    let isGone = false;
    setWhole(false);
    void source.diff(seq).then((diff) => {
      if (!isGone) setText({ seq, text: diff });
    });
    return () => {
      isGone = true;
    };
  }, [source, seq]);
  if (task === undefined) return <p class="empty">Nothing has been changed yet.</p>;
  const lines =
    text?.seq === seq
      ? printable(text?.text ?? "")
          .trimEnd()
          .split("\n")
      : [];
  const shown = isWhole ? lines : lines.slice(0, mostLines);
  return (
    <div>
      <label class="field">
        Task{" "}
        <select
          value={task}
          onChange={(event) => {
            chosenTask.value = event.currentTarget.value;
          }}
        >
          {ids.map((id) => (
            <option key={id} value={id}>
              {printable(id)} — {printable(moment.value.tasks.get(id)?.title ?? "").slice(0, 80)}
            </option>
          ))}
        </select>
      </label>
      {text?.seq === seq && text?.text === "" && (
        <p class="muted">
          No difference, or its checkpoint is gone: it was taken back, or this is no git worktree.
        </p>
      )}
      <pre class="diff" data-testid="diff">
        {shown.map((line, index) => (
          <span key={index} class={lineClass(line)}>
            {line}
            {"\n"}
          </span>
        ))}
      </pre>
      {shown.length < lines.length && (
        <button type="button" class="button" onClick={() => setWhole(true)}>
          {count(lines.length - shown.length, "line")} more
        </button>
      )}
    </div>
  );
}

function lineClass(line: string): string {
  if (line.startsWith("diff --git")) return "diff-line diff-file";
  if (line.startsWith("@@")) return "diff-line diff-place";
  if (/^(?:index|---|\+\+\+|new file|deleted file|similarity|rename|old mode|new mode)/.test(line))
    return "diff-line diff-meta";
  if (line.startsWith("+")) return "diff-line diff-added";
  return line.startsWith("-") ? "diff-line diff-removed" : "diff-line";
}

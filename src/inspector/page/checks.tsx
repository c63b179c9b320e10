import type { ChecksView } from "../frames/frame.js";
import { duration } from "./format.js";
import { moment } from "./store.js";
import { Text } from "./text.js";

export function Checks() {
  const { checks, errors, counters } = moment.value;
  const all = [...checks.values()].reverse();
  if (all.length === 0) return <p class="empty">No check has run yet.</p>;
  return (
    <div data-testid="checks">
      {errors.length > 0 && (
        <section class="against">
          <h3>What still fails in the open task</h3>
          <ul class="errors">
            {errors.map(({ text, seen }) => (
              <li key={text}>
                <Text value={text} />{" "}
                <strong class={seen > 1 ? "seen seen-again" : "seen"}>
                  seen {seen}×{counters ? ` of ${counters.sameErrorLimit}` : ""}
                </strong>
              </li>
            ))}
          </ul>
        </section>
      )}
      {all.map((run, index) => (
        <CheckRun key={run.of} run={run} isOpen={index === 0} />
      ))}
    </div>
  );
}

const names: Record<string, string> = {
  baseline: "Before the first change",
  final: "On the finished tree",
  diagnosis: "To find what fails",
};

function CheckRun({ run, isOpen }: { run: ChecksView; isOpen: boolean }) {
  return (
    <section class="check-run">
      <h3>{names[run.of] ?? <Text value={run.of} />}</h3>
      {run.results.length === 0 && <p class="muted">No check could be run.</p>}
      {run.results.map((result) => (
        <details
          key={result.name}
          class={`check check-${result.outcome}`}
          open={isOpen && result.outcome !== "passed"}
        >
          <summary>
            <span class="check-name">
              <Text value={result.name} />
            </span>{" "}
            <span class="check-outcome">
              <Text value={result.told || result.outcome} /> · exit {result.exitCode ?? "–"} ·{" "}
              {duration(result.seconds)}
            </span>{" "}
            <code class="check-command">
              <Text value={result.command} />
            </code>
          </summary>
          {result.errors.length > 0 && (
            <ul class="errors">
              {result.errors.map((error) => (
                <li key={error}>
                  <Text value={error} />
                </li>
              ))}
            </ul>
          )}
          <pre class="output">
            <Text value={result.output || "(no output)"} />
          </pre>
        </details>
      ))}
    </section>
  );
}

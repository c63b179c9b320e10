import { amount, dollars, duration } from "./format.js";
import type { Source } from "./source.js";
import { forwarded, openStately } from "./stately.js";
import { info, isLive, link, moment, problem, runs } from "./store.js";
import { Text } from "./text.js";
import { nextTheme, theme } from "./theme.js";

export function Header({ source }: { source: Source }) {
  const { counters, request } = moment.value;
  return (
    <header class="header">
      <div class="header-line">
        <h1 class="name">
          orchestrator<span class="name-rest"> inspector</span>
        </h1>
        <RunSelect source={source} />
        {counters && (
          <span class={`status status-${counters.status}`} data-testid="status">
            {counters.status}
          </span>
        )}
        <LinkState />
        <span class="spring" />
        <button
          type="button"
          class="button"
          title="Light, dark, or the system's theme (T)"
          onClick={nextTheme}
          data-testid="theme"
        >
          {{ auto: "◐", light: "☀", dark: "☾" }[theme.value]}
          <span class="button-words"> theme</span>
        </button>
        {source.inspection && <StatelyButton inspection={source.inspection} />}
      </div>
      {request && (
        <p class="request" title={request.slice(0, 2_000)}>
          <Text value={request.slice(0, 2_000)} />
        </p>
      )}
      <CounterList />
      {problem.value && (
        <p class="problem" role="alert">
          ⚠ <Text value={problem.value} />
        </p>
      )}
    </header>
  );
}

function RunSelect({ source }: { source: Source }) {
  const current = info.value?.run ?? "";
  if (!source.choose) return <code class="run">{current}</code>;
  const known = runs.value.some(({ run }) => run === current);
  return (
    <select
      class="run"
      aria-label="Run"
      value={current}
      onChange={(event) => source.choose?.(event.currentTarget.value)}
    >
      {!known && <option value={current}>{current || "no run yet"}</option>}
      {runs.value.map(({ run, status, request }) => (
        <option key={run} value={run}>
          {[run, status, request?.slice(0, 60)].filter(Boolean).join(" · ")}
        </option>
      ))}
    </select>
  );
}

function LinkState() {
  const isWorking = moment.value.counters?.status === "working";
  const words = {
    connecting: "connecting…",
    open: isLive.value ? (isWorking ? "● live" : "up to date") : "◷ as it was",
    lost: "not connected: shows the last data",
    file: "a report",
  }[link.value];
  return (
    <span class={`link link-${link.value}`} role="status">
      {words}
    </span>
  );
}

function StatelyButton({ inspection }: { inspection: NonNullable<Source["inspection"]> }) {
  const count = forwarded.value;
  return (
    <button
      type="button"
      class="button"
      title={`Opens ${inspection.statelyUrl} and sends it this run's events, without the queue and without what looks like a secret`}
      onClick={() => openStately(inspection)}
      data-testid="stately"
    >
      Stately{count === undefined ? " ↗" : ` · ${count}`}
    </button>
  );
}

function CounterList() {
  const { counters, tasks } = moment.value;
  if (!counters) return null;
  const isTaskOpen = [...tasks.values()].some(({ status }) => status === "active");
  const { iterations, iterationLimit, retries, retryLimit, sameError, sameErrorLimit } = counters;
  const { calls, tokens, cost, workSeconds, callFailures } = counters;
  const entries: [string, string, boolean?][] = [
    ["iterations", `${iterations}/${iterationLimit}`, iterations >= iterationLimit],
    ["fixes of the task", isTaskOpen ? `${retries}/${retryLimit}` : "", retries > 0],
    ["same error", isTaskOpen ? `${sameError}×/${sameErrorLimit}` : "", sameError > 1],
    ["agent calls", String(calls)],
    ["failed calls in a row", callFailures > 0 ? String(callFailures) : "", true],
    ["tokens", amount(tokens)],
    ["cost", dollars(cost)],
    ["work", duration(workSeconds)],
  ];
  const shown = entries.filter(([, value]) => value !== "");
  return (
    <dl class="counters" data-testid="counters">
      {shown.map(([name, value, isWarning]) => (
        <div key={name} class={isWarning ? "counter counter-warns" : "counter"}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

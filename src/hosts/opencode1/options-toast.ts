import type { Hooks } from "@opencode-ai/plugin";
import { oneLine } from "../../contracts/one-line.js";
import type { Host } from "../../plugin/ports.js";

/**
 * Hooks that show the problems of the options in OpenCode's terminal: at the first event, and at the first message
 * again, since the first event can come before the terminal listens.
 */
export function showProblems(hooks: Hooks, host: Pick<Host, "toast">, problems: readonly string[]): Hooks {
  const [first, ...more] = problems;
  if (first === undefined) return hooks;
  const shown = new Set<keyof Hooks>();
  const show = (hook: keyof Hooks) => {
    if (shown.has(hook)) return;
    shown.add(hook);
    const others = more.length > 0 ? ` (and ${more.length} more)` : "";
    void host
      .toast("The orchestrator's options are wrong", `${oneLine(first, 300)}${others}`)
      .catch(() => {});
  };
  return {
    ...hooks,
    async event(input) {
      show("event");
      await hooks.event?.(input);
    },
    async "chat.message"(input, output) {
      show("chat.message");
      await hooks["chat.message"]?.(input, output);
    },
  };
}

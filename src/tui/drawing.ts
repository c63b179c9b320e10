/** A node of the host's screen. */
export type ScreenNode = { readonly __screenNode: never };

/** What the host draws with: its own copies of Solid and of the renderer for terminals. */
export interface Drawing {
  createElement(tag: "box" | "text" | "b"): ScreenNode;
  insert(parent: ScreenNode, content: unknown): void;
  setProp(node: ScreenNode, name: string, value: unknown): void;
  createSignal<Value>(value: Value): [get: () => Value, set: (value: () => Value) => void];
  createMemo<Value>(compute: () => Value): () => Value;
}

/** @returns nothing in a host that supplies none */
export async function loadDrawing(): Promise<Drawing | undefined> {
  try {
    // The host replaces these names in the text of the module, so each stands here as it is.
    const [renderer, signals] = await Promise.all([
      import("@opentui/solid" as string) as Promise<Pick<Drawing, "createElement" | "insert" | "setProp">>,
      import("solid-js" as string) as Promise<Pick<Drawing, "createSignal" | "createMemo">>,
    ]);
    const { createElement, insert, setProp } = renderer;
    const { createSignal, createMemo } = signals;
    const drawing = { createElement, insert, setProp, createSignal, createMemo };
    return Object.values(drawing).every((each) => typeof each === "function") ? drawing : undefined;
  } catch {
    return undefined;
  }
}

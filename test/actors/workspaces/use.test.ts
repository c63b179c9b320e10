import { access, readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WorkspaceLimits } from "../../../src/actors/workspaces/workspaces.js";
import { ActorError } from "../../../src/contracts/failure.js";
import { makeProject, never, type Project } from "./project.js";

let project: Project;
let tree: string;

beforeEach(async () => {
  project = await makeProject();
  await project.put("one.txt", "one\n");
  await project.put("two.txt", "two\n");
  tree = await project.save();
});

afterEach(() => project.remove());

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

describe("use", () => {
  it("lets one work run at a time, in the order of the calls, also after one that failed", async () => {
    const workspaces = project.open();
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await readdir(project.root);
      order.push(`${name} ends`);
      if (name === "first") throw new Error("the check broke");
      return name;
    };
    const results = await Promise.allSettled(
      ["first", "second", "third"].map((name) => workspaces.use(tree, never, work(name))),
    );
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
    expect(order).toEqual(["first", "second", "third"].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it("rejects with the signal's reason while it waits, and the others keep their turn", async () => {
    const workspaces = project.open();
    const controller = new AbortController();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = workspaces.use(tree, never, () => released);
    const waiting = workspaces.use(tree, controller.signal, async () => "ran");
    const third = workspaces.use(tree, never, async () => "third");
    controller.abort(new Error("Esc"));
    await expect(waiting).rejects.toThrow("Esc");
    release();
    await first;
    expect(await third).toBe("third");
  });

  it("rejects with the signal's reason when it is aborted in the work, once that has ended", async () => {
    const workspaces = project.open();
    const controller = new AbortController();
    let hasEnded = false;
    const result = workspaces.use(tree, controller.signal, async () => {
      controller.abort(new Error("Esc"));
      await readdir(project.root);
      hasEnded = true;
    });
    await expect(result).rejects.toThrow("Esc");
    expect(hasEnded).toBe(true);
    expect(await workspaces.use(tree, never, ({ folder }) => isThere(join(folder, "one.txt")))).toBe(true);
  });

  it("removes the copy when it is closed, and refuses work then", async () => {
    const workspaces = project.open();
    const folder = await workspaces.use(tree, never, async (workspace) => workspace.folder);
    const own = basename(dirname(folder));
    expect(await project.copies()).toEqual([own, `${own}.owner.json`]);
    await workspaces.close();
    expect(await project.copies()).toEqual([]);
    await expect(workspaces.use(tree, never, async () => undefined)).rejects.toThrow("The run has ended");
  });

  it.each<[string, Partial<WorkspaceLimits>, string]>([
    ["disk", { bytes: 5_000 }, "needs more than the 1 MB on the disk"],
    ["files", { files: 1 }, "needs more than the 1 file that"],
    ["time", { seconds: 0 }, "took longer than the 0 s"],
  ])("refuses a copy that is beyond its limit of %s, and leaves nothing", async (_, limits, reason) => {
    const error: unknown = await project
      .open(limits)
      .use(tree, never, async () => undefined)
      .catch((thrown: unknown) => thrown);
    if (!(error instanceof ActorError)) throw error;
    expect(error.message).toContain(reason);
    const { kind, actor, retryable } = error.failure;
    expect({ kind, actor, retryable }).toEqual({ kind: "tool", actor: "checks", retryable: false });
    expect(await project.copies()).toEqual([]);
  });

  it("makes a copy again after one that was refused", async () => {
    const workspaces = project.open({ files: 2 });
    await project.put("three.txt", "three\n");
    const larger = await project.save();
    await expect(workspaces.use(larger, never, async () => undefined)).rejects.toThrow("files");
    expect(await workspaces.use(tree, never, ({ folder }) => readdir(folder))).toContain("one.txt");
  });

  it("says in words that a tree is not there", async () => {
    const missing = "0".repeat(40);
    await expect(project.open().use(missing, never, async () => undefined)).rejects.toThrow(
      /No copy of the project could be made.*git ls-tree/,
    );
  });
});

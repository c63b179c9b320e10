import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readOutput } from "../../../../src/actors/checks/output/read-output.js";
import { stoppedEarly } from "../../../../src/actors/checks/output/stopped-early.js";
import { added } from "./added.js";

const folder = new URL("pairs/", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), "utf8");

describe("two outputs of one check", () => {
  it.each(readdirSync(folder))("%s: differ where the change broke something, and only there", (name) => {
    const { worktree, should } = JSON.parse(read(`${name}/expect.json`));
    const [before, after] = [read(`${name}/before.txt`), read(`${name}/after.txt`)];
    const [old, present] = [readOutput("test", before, worktree), readOutput("test", after, worktree)];
    const isComplete = old.isComplete && present.isComplete;
    const news = isComplete ? added(old.errors, present.errors) : added(old.lines, present.lines);
    const isHidden = stoppedEarly(before) !== undefined && stoppedEarly(after) !== undefined;
    expect(news.length > 0 || isHidden).toBe(should === "a new error");
  });
});

import { execFileSync } from "node:child_process";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { reviewSubject } from "../../../src/actors/agents/review-subject.js";

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "review-subject-")));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function git(...args: string[]): void {
  const who = ["-c", "user.name=t", "-c", "user.email=t@localhost"];
  execFileSync("git", [...who, ...args], { cwd: folder, stdio: "ignore" });
}

async function commit(content: string): Promise<void> {
  await writeFile(join(folder, "a.txt"), content);
  git("add", "-A");
  git("commit", "-qm", `it is ${content.trim()}`);
}

describe("what a review is about", () => {
  beforeEach(async () => {
    git("init", "-q");
    await commit("one\n");
    await commit("two\n");
  });

  it("is the uncommitted changes where nothing is named, and the names of new files", async () => {
    await writeFile(join(folder, "a.txt"), "three\n");
    await writeFile(join(folder, "new.txt"), "new\n");
    const subject = await reviewSubject(folder, "");
    expect(subject).toMatch(/^The uncommitted changes:/);
    expect(subject).toContain("-two\n+three");
    expect(subject).toContain("read them:\nnew.txt");
  });

  it("is nothing where nothing is changed, which is said", async () => {
    const refusal = "there are no uncommitted changes to review. Name a path or a range of commits";
    await expect(reviewSubject(folder, "")).rejects.toMatchObject({
      failure: { actor: "reviewer", retryable: false, message: refusal },
    });
  });

  it.each([
    ["a.txt", "The file a.txt:\n```\ntwo\n\n```"],
    [".", "The folder .: read the files in it."],
    ["const one = 1;\nconst two = 2;", "This code:\n```\nconst one = 1;\nconst two = 2;\n```"],
    ["no such word here", "This code:\n```\nno such word here\n```"],
    ["--output=stolen.txt", "This code:\n```\n--output=stolen.txt\n```"],
  ])("is what %j names", async (subject, text) => {
    expect(await reviewSubject(folder, subject)).toBe(text);
  });

  it("is a commit or a range of commits", async () => {
    expect(await reviewSubject(folder, "HEAD")).toContain("it is two");
    expect(await reviewSubject(folder, "HEAD~1..HEAD")).toContain("-one\n+two");
  });

  it("is cut where it is too long, and says so", async () => {
    const subject = await reviewSubject(folder, `let x = 1;\n${"y".repeat(70_000)}`);
    expect(subject).toContain("[cut: 70011 characters in all]");
    expect(subject.length).toBeLessThan(61_000);
  });
});

it("cannot be uncommitted changes where there is no git, which is said", async () => {
  await expect(reviewSubject(folder, "")).rejects.toThrow("this is not a git worktree");
});

import { lstat, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ActorError } from "../../contracts/failure.js";
import { git } from "../checkpoints/git.js";

const longestSubject = 60_000;

/**
 * What a review is about, as the reviewer reads it: the uncommitted changes for no subject, a path, a commit or a
 * range of commits, or else the subject itself as code.
 *
 * @throws ActorError when there is nothing to review
 */
export async function reviewSubject(folder: string, subject: string): Promise<string> {
  if (subject === "") return uncommittedChanges(folder);
  const path = resolve(folder, subject);
  const stats = subject.includes("\n") ? undefined : await lstat(path).catch(() => undefined);
  if (stats?.isFile()) return titled(`The file ${subject}`, await readFile(path, "utf8"));
  if (stats) return `The folder ${subject}: read the files in it.`;
  return (await commits(folder, subject)) ?? titled("This code", subject);
}

async function uncommittedChanges(folder: string): Promise<string> {
  const isTracked = await text(folder, ["rev-parse", "--is-inside-work-tree"]).catch(() => "");
  if (isTracked.trim() !== "true") throw nothing("this is not a git worktree");
  const diff = await text(folder, ["diff", ...plain, "HEAD"]).catch(() =>
    text(folder, ["diff", ...plain, "--cached"]),
  );
  const added = await text(folder, ["ls-files", "--others", "--exclude-standard"]);
  if (diff.trim() === "" && added.trim() === "") throw nothing("there are no uncommitted changes to review");
  const files = added.trim() ? `\n\nNew files that the diff does not show, read them:\n${added}` : "";
  return `${titled("The uncommitted changes", diff)}${files}`;
}

/** The user's own drawing of differences is for people. */
const plain = ["--no-color", "--no-ext-diff", "--no-textconv"];

function nothing(why: string): ActorError {
  const message = `${why}. Name a path or a range of commits`;
  return new ActorError({ kind: "tool", actor: "reviewer", message, retryable: false });
}

/** Nothing where the subject names no commit. */
async function commits(folder: string, subject: string): Promise<string | undefined> {
  if (!/^[\w./~^@-]+$/.test(subject) || subject.startsWith("-")) return undefined;
  const arguments_ = subject.includes("..")
    ? ["diff", subject, "--"]
    : ["show", "--format=%s%n%b", subject, "--"];
  return text(folder, arguments_).then(
    (diff) => titled(`The changes of ${subject}`, diff),
    () => undefined,
  );
}

async function text(folder: string, arguments_: string[]): Promise<string> {
  const { stdout } = await git(["--no-pager", ...arguments_], { cwd: folder });
  return stdout.toString("utf8");
}

function titled(title: string, content: string): string {
  const shown = content.slice(0, longestSubject);
  const cut = shown.length < content.length ? `\n[cut: ${content.length} characters in all]` : "";
  return `${title}:\n\`\`\`\n${shown.replaceAll("```", "ˋˋˋ")}${cut}\n\`\`\``;
}

import { mkdir, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeAtomically } from "../../src/files/write-atomically.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "write-atomically-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("writeAtomically", () => {
  it("replaces the whole file and leaves nothing beside it", async () => {
    await writeAtomically(join(folder, "state.json"), "a longer first text");
    await writeAtomically(join(folder, "state.json"), "second");
    expect(await readFile(join(folder, "state.json"), "utf8")).toBe("second");
    expect(await readdir(folder)).toEqual(["state.json"]);
  });

  it("gives the file the ownership that is asked for", async () => {
    const { uid, gid } = await stat(folder);
    await writeAtomically(join(folder, "state.json"), "text", { mode: 0o100604, uid, gid });
    expect(await stat(join(folder, "state.json"))).toMatchObject({ mode: 0o100604, uid, gid });
  });

  it("passes the error on and leaves nothing beside the file when it cannot be replaced", async () => {
    await mkdir(join(folder, "state.json"));
    await expect(writeAtomically(join(folder, "state.json"), "text")).rejects.toThrow("EISDIR");
    expect(await readdir(folder)).toEqual(["state.json"]);
  });

  it("leaves one of the texts when several are written at once", async () => {
    const texts = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(10_000));
    await Promise.all(texts.map((text) => writeAtomically(join(folder, "state.json"), text)));
    expect(texts).toContain(await readFile(join(folder, "state.json"), "utf8"));
    expect(await readdir(folder)).toEqual(["state.json"]);
  });
});

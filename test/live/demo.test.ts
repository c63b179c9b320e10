import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { demo } from "../../src/demo/demo.js";

const lines: string[] = [];
const toldAfter = (name: string) => lines.find((line) => line.startsWith(name))?.slice(name.length) ?? "";

afterEach(async () => {
  const project = toldAfter("Project: ");
  if (project) await rm(project, { recursive: true, force: true, maxRetries: 5 });
});

test("the demo ends verified, with a seeded fault noticed in each task, and says where its report is", async () => {
  expect(await demo((line) => lines.push(line))).toBe("verified");
  expect(existsSync(toldAfter("The report: "))).toBe(true);
  const verified = lines.filter((line) => /^T\d ✓ verified: .*seeded faults? noticed/.test(line));
  expect(verified.map((line) => line.slice(0, 2))).toEqual(["T1", "T2", "T3"]);
  expect(lines).toContain("✓ Fix T2: Free shipping from 50 Fixer Agent");
});

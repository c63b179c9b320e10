import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { choosePaths, type Path } from "./chosen-paths.js";
import { play, standing } from "./play.js";
import { type PathsStage, setPathsStage } from "./stage.js";

const { paths, missed } = choosePaths(60);

let stage: PathsStage;
beforeAll(async () => {
  stage = await setPathsStage(execFileSync("which", ["git"], { encoding: "utf8" }).trim());
});
afterAll(() => stage.end());

test("the paths take every transition that OpenCode can be led to", () => {
  expect(paths.length).toBeGreaterThanOrEqual(60);
  expect(missed).toEqual([]);
});

describe.concurrent("in the real OpenCode, the run takes the events of the path and stands where the model does", () => {
  test.each(paths.map((path, index) => [index + 1, titleOf(path), path] as const))(
    "%i: %s",
    async (_, __, path) => {
      const played = await play(path, stage);
      expect(played.events).toEqual(path.events.map(({ type }) => type));
      expect(played.state).toEqual(standing(path.states.at(-1) as never));
    },
  );
});

function titleOf({ world, events }: Path): string {
  const types = events.map(({ type }) => type.replace("xstate.", "").replace(/^after\..*\./, "after "));
  return `${world.name}: ${types.join(", ")}`;
}

import { describe, expect, it } from "vitest";
import { examineChecks } from "../../../../src/actors/checks/detect-checks.js";
import { inProject } from "./in-project.js";
import { javascript } from "./repositories/javascript.js";
import { other } from "./repositories/other.js";

const repositories = [...javascript, ...other];

describe("what is found in public repositories", () => {
  it("is told of 41", () => {
    expect(new Set(repositories.map(({ name }) => name)).size).toBe(41);
  });

  it.each(repositories.map((repository) => [repository.name, repository] as const))(
    "%s",
    async (_, { files, found, leftOut = [] }) => {
      const examined = await inProject(files, examineChecks);
      expect(
        examined.checks.map(
          ({ name, command, when }) => `${name}: ${command}${when === "final" ? " (final)" : ""}`,
        ),
      ).toEqual(found);
      expect(examined.leftOut.map(({ name, why }) => `${name}: ${why.replace(/ \(.*/, "")}`)).toEqual(
        leftOut,
      );
    },
  );
});

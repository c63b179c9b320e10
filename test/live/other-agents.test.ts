import { join } from "node:path";
import { expect, test } from "vitest";
import { startRehearsedModel } from "../../src/demo/rehearsed-model.js";
import { runOpencode } from "../support/opencode.js";
import { createProject } from "../support/project.js";

test("the user's own build agent asks exactly what it asks without the plugin", async () => {
  const project = await createProject({ "README.md": "hello\n" });
  const home = join(project.path, ".home");
  const asked = async (plugin: false | object) => {
    const model = await startRehearsedModel(() => ({ text: "ok" }));
    await runOpencode(["run", "hello"], { project: project.path, model, plugin, home });
    await model.close();
    const request = model.requests.find(({ tools }) => tools.length > 0);
    return (
      request && {
        tools: request.body.tools,
        system: request.body.messages.filter(({ role }) => role === "system"),
      }
    );
  };
  try {
    expect(await asked({})).toEqual(await asked(false));
  } finally {
    await project.remove();
  }
});

test("the statechart never becomes the model of another agent, even where OpenCode would take it by default", async () => {
  const project = await createProject({ "README.md": "hello\n" });
  const model = await startRehearsedModel(() => ({ text: "answered by a real model" }));
  try {
    const { stdout } = await runOpencode(["run", "--model", "statechart/machine", "hello"], {
      project: project.path,
      model,
    });
    expect(stdout).toContain("answered by a real model");
  } finally {
    await model.close();
    await project.remove();
  }
});

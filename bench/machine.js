// On what kind of machine something was measured.
import { cpus } from "node:os";
import { findOpencode } from "../dist/demo/opencode-binary.js";
import { textOf } from "./processes.js";

export async function describeMachine() {
  const version = (await textOf(findOpencode(), ["--version"])).trim();
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? "unknown",
    cores: all.length,
    node: process.version,
    opencode: version,
  };
}

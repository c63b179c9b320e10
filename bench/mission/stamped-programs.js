// Programs that write down when they began and ended, and where: what the plugin starts is seen from the outside.
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { textOf } from "../processes.js";

/**
 * @param names programs, which are found in this order by whoever has `path` as its PATH
 * @returns `path`, and `read()`: each process in `folder`, `from` and `to` in milliseconds since the epoch
 */
export async function stampPrograms(home, names) {
  const [folder, file] = [join(home, "stamped"), join(home, "stamps")];
  await mkdir(folder);
  await writeFile(file, "");
  for (const name of names) {
    const program = (await textOf("which", [name])).trim();
    const place = join(folder, name);
    await writeFile(place, scriptOf(name, program, file));
    await chmod(place, 0o755);
  }
  return {
    path: [folder, process.env.PATH].join(delimiter),
    read: async () => processesOf(await readFile(file, "utf8")),
  };
}

function scriptOf(name, program, file) {
  return [
    "#!/bin/bash",
    `echo "begin $$ $EPOCHREALTIME ${name} $PWD" >> ${file}`,
    // Programs that it starts are its own business.
    `PATH="\${PATH#*:}" ${program} "$@"`,
    "code=$?",
    `echo "end $$ $EPOCHREALTIME" >> ${file}`,
    "exit $code",
    "",
  ].join("\n");
}

function processesOf(text) {
  const processes = [];
  const open = new Map();
  for (const line of text.split("\n").filter(Boolean)) {
    const [what, id, seconds, name, ...folder] = line.split(" ");
    const at = Number(seconds) * 1_000;
    if (what === "end") Object.assign(open.get(id) ?? {}, { to: at });
    else {
      const begun = { name, folder: folder.join(" "), from: at, to: Number.POSITIVE_INFINITY };
      open.set(id, begun);
      processes.push(begun);
    }
  }
  return processes;
}

import { colours } from "../colours.js";
import { packageName } from "../package.js";
import type { Scope } from "./choose-file.js";
import type { Installation, Registered } from "./install-plugin.js";
import { isOfThisMachine } from "./plugin-spec.js";
import type { Removal } from "./uninstall-plugin.js";

/** What an installation did, what to do next and how to undo it. */
export function describeInstallation(installation: Installation, { isGlobal }: Scope): string {
  const { bold, yellow } = colours(process.stdout);
  const { did, file, spec, sidebar } = installation;
  const parts = [installation, sidebar];
  const isChanged = parts.some((part) => part.did !== "nothing");
  const headline = {
    created: `Registered in ${file}, a new file`,
    added: `Registered in ${file}`,
    replaced: `Registered in ${file}, in place of ${installation.before}`,
    nothing: `Already registered in ${file}${isChanged ? "" : ": nothing was changed"}`,
  }[did];
  const others = new Set(parts.flatMap((part) => part.others));
  return [
    bold(headline),
    ...(isChanged ? [`  as      ${spec}`, `  sidebar ${sidebarText(sidebar)}`] : []),
    ...parts.flatMap(({ backup }) => (backup ? [`  before  ${backup}`] : [])),
    ...(!isGlobal && isOfThisMachine(spec) ? [yellow(thisMachineOnly)] : []),
    ...[...others].map((other) =>
      yellow(`OpenCode loads another copy too, named in ${other}: keep one of them`),
    ),
    "",
    `Next    opencode, then /auto "what to build"`,
    `Undo    ${undo(isGlobal)}`,
  ].join("\n");
}

function sidebarText({ did, file, before }: Registered): string {
  return {
    created: `in ${file}, a new file`,
    added: `in ${file}`,
    replaced: `in ${file}, in place of ${before}`,
    nothing: `in ${file} already`,
  }[did];
}

const thisMachineOnly =
  "The path works on this machine only. Before you commit the config, install the package in the project";

/** What was taken out, and where the plugin is named still. */
export function describeRemoval({ changed, others }: Removal, { isGlobal }: Scope): string {
  const { bold, yellow } = colours(process.stdout);
  const whose = isGlobal ? "your own config" : "this project's config";
  const lines = changed.flatMap(({ file, did, backup }) => [
    {
      restored: `${file} is as it was before the installation`,
      edited: `Removed from ${file}`,
      deleted: `${file} is deleted: it named nothing else`,
    }[did],
    ...(backup ? [`  before  ${backup}`] : []),
  ]);
  const headline =
    changed.length > 0 ? "No longer registered" : `Not registered in ${whose}: nothing was changed`;
  return [
    bold(headline),
    ...lines,
    ...[...new Set(others)].map((other) => yellow(`Still named in ${other}: ${undo(!isGlobal)}`)),
  ].join("\n");
}

function undo(isGlobal: boolean): string {
  // Without --no, npx would fetch what npm has by this name where the package is not installed.
  return isGlobal ? `${packageName} uninstall --global` : `npx --no ${packageName} uninstall`;
}

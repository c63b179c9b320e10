import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** npm in a home of its own, which reaches the registry that this machine's npm reaches. */
export interface Npm {
  /** Runs npm in a folder. @returns what it printed */
  run(args: string[], folder: string): Promise<string>;
  /** Packs this package as it is built. @returns the tarball */
  pack(folder: string): Promise<string>;
}

/** @param environment of the home; @param cache a folder for what is downloaded */
export async function createNpm(environment: Record<string, string>, cache: string): Promise<Npm> {
  const env = {
    ...environment,
    ...passedOn(),
    ...(await registryOf()),
    npm_config_cache: cache,
    npm_config_offline: "false",
    npm_config_prefer_offline: "true",
    npm_config_ignore_scripts: "false",
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
  };
  const run = async (args: string[], folder: string) => {
    const npm = promisify(execFile)("npm", args, { cwd: folder, env: { ...env, PWD: folder } });
    npm.child.stdin?.end();
    const { stdout, stderr } = await npm;
    return stdout + stderr;
  };
  return {
    run,
    async pack(folder) {
      // Its script would build anew, in the midst of other tests.
      const args = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder];
      return `${folder}/${(await run(args, repository)).trim()}`;
    },
  };
}

/** What leads to the registry from this machine, be it npm's own or a mirror. */
async function registryOf(): Promise<Record<string, string>> {
  const names = ["registry", "cafile", "userconfig", "proxy", "https-proxy", "noproxy"];
  const values = await Promise.all(
    names.map(async (name) => {
      const { stdout } = await promisify(execFile)("npm", ["config", "get", name], { cwd: repository });
      return [`npm_config_${name.replaceAll("-", "_")}`, stdout.trim()] as const;
    }),
  );
  return Object.fromEntries(values.filter(([, value]) => value && !/^(null|undefined)$/.test(value)));
}

function passedOn(): Record<string, string> {
  const names = /^(NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|(https?|no)_proxy)$/i;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      names.test(name) && value ? [[name, value]] : [],
    ),
  );
}

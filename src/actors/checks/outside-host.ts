/**
 * An environment without what its host put into it, as the user's own shell would have it.
 *
 * The variables of OpenCode can hold its whole config, keys included. Those of a test runner that runs the host
 * make a check's own runner report to it, or believe that it is a worker. Those that npm sets for a script tell a
 * check of another project. The user's own settings for npm (`npm_config_registry`) stay.
 */
export function outsideHost(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ofHost.some((host) => host.test(name))));
}

const ofHost: readonly RegExp[] = [
  /^OPENCODE/i,
  /^NODE_TEST_CONTEXT$/i,
  /^NODE_TEST_WORKER_ID$/i,
  /^NODE_V8_COVERAGE$/i,
  /^NODE_CHANNEL_/i,
  /^NODE_UNIQUE_ID$/i,
  /^VITEST/i,
  /^JEST_WORKER_ID$/i,
  /^TAP(?:_CHILD_ID)?$/i,
  /^PYTEST_/i,
  /^npm_(?:lifecycle_|package_|command$|execpath$|node_execpath$|config_user_agent$)/i,
  /^INIT_CWD$/i,
];

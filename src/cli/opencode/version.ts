/**
 * The first number of a version, as `2` of `opencode v2.0.14`.
 * @param said what `opencode --version` prints
 */
export function majorVersion(said: string): number | undefined {
  const major = /(?:^|[\sv])(\d+)\.\d+\.\d+/.exec(said)?.[1];
  return major === undefined ? undefined : Number(major);
}

// Shares with their uncertainty.

/** The middle 95 % of the normal distribution. */
const z = 1.959964;

/** A share and its 95 % confidence interval by Wilson. */
export function share(hits, all) {
  const rate = hits / all;
  const scale = 1 + z ** 2 / all;
  const middle = (rate + z ** 2 / (2 * all)) / scale;
  const half = (z / scale) * Math.sqrt((rate * (1 - rate)) / all + z ** 2 / (4 * all ** 2));
  return { rate, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** What missions of one arm came to. */
export function summarise(missions) {
  const count = (holds) => missions.filter(holds).length;
  const mean = (what) => missions.reduce((sum, mission) => sum + mission[what], 0) / missions.length;
  const success = count(({ isClaimed, isRight }) => isClaimed && isRight);
  const claimed = count(({ isClaimed }) => isClaimed);
  const all = missions.length;
  return {
    missions: all,
    success: share(success, all),
    falseDone: share(claimed - success, all),
    notClaimed: share(all - claimed, all),
    trust: share(success, Math.max(1, claimed)),
    calls: mean("calls"),
    requests: mean("requests"),
    tokens: mean("tokens"),
    strongTokens: mean("strongTokens"),
    tokensPerSuccess: success > 0 ? (mean("tokens") * all) / success : Number.POSITIVE_INFINITY,
  };
}

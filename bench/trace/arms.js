// What is compared: no checks, checks alone, the defaults, and each limit moved.

const never = 1_000_000;

/** `limits` of the chart, which are 3 and 3 where none is named, and whether the checks are there. */
export const arms = [
  { name: "one attempt, no checks", policy: { checks: false } },
  { name: "checks, no fix", policy: { limits: { retryLimit: 0 } } },
  { name: "1 fix", policy: { limits: { retryLimit: 1 } } },
  { name: "2 fixes", policy: { limits: { retryLimit: 2 } } },
  { name: "the defaults: 3 fixes, same error 3", policy: {} },
  { name: "5 fixes", policy: { limits: { retryLimit: 5 } } },
  { name: "10 fixes", policy: { limits: { retryLimit: 10 } } },
  { name: "3 fixes, same error 2", policy: { limits: { sameErrorLimit: 2 } } },
  { name: "5 fixes, same error 4", policy: { limits: { sameErrorLimit: 4, retryLimit: 5 } } },
  { name: "3 fixes, no same-error stop", policy: { limits: { sameErrorLimit: never } } },
  { name: "10 fixes, no same-error stop", policy: { limits: { retryLimit: 10, sameErrorLimit: never } } },
  { name: "3 changes a run (maxIterations)", policy: { limits: { maxIterations: 3 } } },
];

/** Arms that are shown for each run. */
export const mainArms = ["one attempt, no checks", "checks, no fix", "the defaults: 3 fixes, same error 3"];

/**
 * The six runs as a prototype and a second program gave them before this one: arm → claimed, right, false done, fixes.
 */
export const known = {
  "one attempt, no checks": [1992, 1147, 845, 0],
  "checks, no fix": [1337, 1147, 190, 0],
  "3 fixes, no same-error stop": [1443, 1224, 219, 1796],
  "the defaults: 3 fixes, same error 3": [1438, 1222, 216, 1305],
  "3 fixes, same error 2": [1418, 1208, 210, 718],
  "10 fixes, no same-error stop": [1458, 1234, 224, 5561],
};

// What the simulated model does, as rates. README.md says where each comes from, and which are assumptions.

/** A cheap model on tasks of at most two files. */
export const rates = {
  /** Tasks of a mission. */
  tasks: 3,
  /** A first change is right. */
  right: 0.58,
  /**
   * What is wrong with a wrong one. `caught`: the project's checks find it. `hopeless`: this model never fixes it.
   * `fixed`: one fix that has the checks' output fixes another one.
   */
  errors: {
    loud: { share: 0.35, caught: 0.95, hopeless: 0.05, fixed: 0.53 },
    logic: { share: 0.4, caught: 0.5, hopeless: 0.3, fixed: 0.4 },
    misread: { share: 0.25, caught: 0.1, hopeless: 0.7, fixed: 0.27 },
  },
  /** A fix that did not help left the same error, and not another one. */
  sameAgain: 0.6,
  /** A fix of something right broke it. */
  breaks: 0.1,
  /** The reviewer sees an error. */
  reviewerSees: { loud: 0.6, logic: 0.5, misread: 0.35 },
  /** The reviewer rejects what is right. */
  falseReject: 0.2,
  /** The reviewer rejects what is right once more, for the same reason. */
  rejectsAgain: 0.5,
  /** How a fix with the reviewer's words alone compares with one that has the checks' output. */
  wordsHelp: 0.6,
  /** What is left of a fix's chance after each fix that failed in the same session. */
  pollution: 0.6,
  /** How much each task that was done before in the same session takes from the chance to be right. */
  distraction: 0.05,
  /** The planner loses or bends a requirement, so that the mission is wrong whatever the tasks do. */
  planLoses: 0.04,
  /** An agent ends its turn without a valid submission. */
  misuse: 0.1,
  /** An agent on its own runs the project's checks before it says that it is done. */
  runsChecks: 0.5,
  /** It says that it is not done when the checks that it ran still fail. */
  admits: 0.3,
  /** Fixes that an agent on its own tries. */
  ownFixes: 2,
  /** An agent that reviews its own change sees an error, fixes one that it saw, and sees one where there is none. */
  selfSees: 0.35,
  selfFixes: 0.27,
  selfAlarm: 0.1,
};

/** What is swept, from a bad to a good end of what is plausible. */
export const sweeps = [
  ["right", 0.4, 0.75],
  ["checks catch (× rate)", 0.5, 1.3],
  ["a fix helps (× rate)", 0.5, 1.6],
  ["hopeless errors (× rate)", 0, 1.4],
  ["sameAgain", 0.3, 0.9],
  ["reviewer sees (× rate)", 0.4, 1.6],
  ["falseReject", 0.05, 0.5],
  ["rejectsAgain", 0.2, 0.8],
  ["wordsHelp", 0.3, 1],
  ["distraction", 0, 0.15],
  ["planLoses", 0, 0.15],
  ["misuse", 0, 0.3],
  ["breaks", 0.02, 0.3],
  ["runsChecks", 0, 1],
  ["admits", 0, 1],
  ["selfSees", 0.1, 0.8],
  ["selfFixes", 0.1, 0.5],
  ["tasks", 1, 8],
];

/** The rates with one of them moved. */
export function moved(name, value) {
  const scaled = (what) =>
    Object.fromEntries(
      Object.entries(rates.errors).map(([kind, error]) => [
        kind,
        { ...error, [what]: Math.min(0.98, error[what] * value) },
      ]),
    );
  switch (name) {
    case "checks catch (× rate)":
      return { ...rates, errors: scaled("caught") };
    case "hopeless errors (× rate)":
      return { ...rates, errors: scaled("hopeless") };
    case "a fix helps (× rate)":
      return { ...rates, errors: scaled("fixed") };
    case "reviewer sees (× rate)":
      return {
        ...rates,
        reviewerSees: Object.fromEntries(
          Object.entries(rates.reviewerSees).map(([kind, rate]) => [kind, Math.min(0.98, rate * value)]),
        ),
      };
    default:
      return { ...rates, [name]: value };
  }
}

/** Tokens of the model's sessions: what each request carries before the task, and what it adds to the next one. */
export const tokens = {
  /** System prompt and tools at four bytes a token, as `npm run bench -- requests` measures them. */
  overhead: { planner: 2400, searcher: 2400, reviewer: 2400, coder: 3900, fixer: 3900, build: 7600 },
  step: 1200,
  output: 300,
};

/** Model requests of a call. */
export const requests = {
  planner: 3,
  searcher: 4,
  coder: 5,
  reviewer: 3,
  fixer: 5,
  task: 8,
  ownFix: 5,
  selfReview: 4,
};

// The rates as they were before recorded runs were counted. README.md says where each came from.

/** A cheap model on tasks of at most two files. */
export const assumed = {
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
  reviewer: {
    /** The reviewer sees an error. */
    sees: { loud: 0.6, logic: 0.5, misread: 0.35 },
    /** The reviewer rejects what is right. */
    rejects: 0.2,
    /** How a fix with the reviewer's words alone compares with one that has the checks' output. */
    wordsHelp: 0.6,
  },
  /** The reviewer rejects what is right once more, for the same reason. */
  rejectsAgain: 0.5,
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

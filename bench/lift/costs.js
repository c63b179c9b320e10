// What requests cost, in tokens, and how many of them a call makes.

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
  /** The reviewer writes the tests of a task, or judges an objection to one. */
  tests: 4,
  objection: 2,
  task: 8,
  ownFix: 5,
  selfReview: 4,
};

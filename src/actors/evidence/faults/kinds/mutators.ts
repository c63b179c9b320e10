import { booleanLiteral } from "./boolean-literal.js";
import { conditionalBoundary } from "./conditional-boundary.js";
import { constant } from "./constant.js";
import { emptyReturn } from "./empty-return.js";
import { equalityOperator } from "./equality-operator.js";
import { logicalOperator } from "./logical-operator.js";
import { mathOperator } from "./math-operator.js";
import type { Mutator } from "./mutator.js";
import { negatedCondition } from "./negated-condition.js";
import { removedAssignment } from "./removed-assignment.js";
import { removedCall } from "./removed-call.js";
import { stringLiteral } from "./string-literal.js";

/**
 * The families of operators that mutation testing knows, as PIT, Stryker and mutmut have them by default, written for
 * text: what is a fault in every language, and what a compiler of any of them lets pass.
 */
export const mutators: readonly Mutator[] = [
  negatedCondition,
  equalityOperator,
  mathOperator,
  logicalOperator,
  booleanLiteral,
  removedCall,
  removedAssignment,
  emptyReturn,
  constant,
  conditionalBoundary,
  stringLiteral,
];

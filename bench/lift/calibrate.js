import { createWorld } from "./world.js";

const task = "T1";
const tries = 3;

/** What the world answers where recorded runs were counted: the totals of single changes and of fixes in a row. */
export function calibrate(rates, { missions, seed }) {
  const count = { right: 0, green: 0, greenRight: 0, caught: 0, rejected: 0 };
  const fixes = Array.from({ length: tries }, () => ({ made: 0, green: 0, right: 0, same: 0 }));
  for (let number = 0; number < missions; number++) {
    const world = createWorld(rates, [seed, number]);
    world.change(task, rates.right);
    const isRight = world.isRight();
    const isGreen = world.reported().length === 0;
    count.right += isRight;
    count.green += isGreen;
    count.greenRight += isGreen && isRight;
    if (isRight) count.rejected += !isGreen;
    else count.caught += !isGreen;
    if (!isRight && !isGreen) fixInARow(world, fixes);
  }
  const wrong = missions - count.right;
  return {
    right: count.right / missions,
    caught: count.caught / wrong,
    rejected: count.rejected / count.right,
    rightWhereGreen: count.greenRight / count.green,
    fixes: fixes.map(({ made, green, right, same }) => ({
      green: green / made,
      rightWhereGreen: right / green,
      sameAgain: same / (made - green),
    })),
  };
}

function fixInARow(world, fixes) {
  for (const fix of fixes) {
    const before = world.errorOf(task).id;
    world.fix(task, 1);
    fix.made++;
    if (world.caught().length === 0) {
      fix.green++;
      fix.right += world.isRight();
      return;
    }
    fix.same += world.errorOf(task).id === before;
  }
}

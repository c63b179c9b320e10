const pattern = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** -1, 0 or 1, in the order of Semantic Versioning 2. */
export function compare(a, b) {
  return compareParsed(parse(a), parse(b));
}

/** Whether a version is in a range. */
export function satisfies(version, range) {
  const parsed = parse(version);
  const comparators = range.trim().split(/\s+/).flatMap(toComparators);
  const isAsked = comparators.some(
    ({ version: one, isGiven }) => isGiven && one.pre && one.numbers.join() === parsed.numbers.join(),
  );
  if (parsed.pre && !isAsked) return false;
  return comparators.every(({ operator, version: other }) => tests[operator](compareParsed(parsed, other)));
}

const tests = {
  ">=": (order) => order >= 0,
  ">": (order) => order > 0,
  "<=": (order) => order <= 0,
  "<": (order) => order < 0,
  "=": (order) => order === 0,
};

function toComparators(text) {
  const [, sign, rest] = /^(\^|~|>=|>|<=|<|=)?(.*)$/.exec(text);
  const version = parse(rest);
  if (sign !== "^" && sign !== "~") return [{ operator: sign ?? "=", version, isGiven: true }];
  const [major, minor, patch] = version.numbers;
  let numbers = [0, 0, patch + 1];
  if (sign === "~") numbers = [major, minor + 1, 0];
  else if (major > 0) numbers = [major + 1, 0, 0];
  else if (minor > 0) numbers = [0, minor + 1, 0];
  return [
    { operator: ">=", version, isGiven: true },
    { operator: "<", version: { numbers }, isGiven: false },
  ];
}

function parse(text) {
  const match = pattern.exec(text);
  if (!match) throw new TypeError(`"${text}" is not a version`);
  return { numbers: match.slice(1, 4).map(Number), pre: match[4]?.split(".") };
}

function compareParsed(a, b) {
  for (const [index, number] of a.numbers.entries()) {
    if (number !== b.numbers[index]) return Math.sign(number - b.numbers[index]);
  }
  if (!a.pre || !b.pre) return Number(Boolean(b.pre)) - Number(Boolean(a.pre));
  for (let index = 0; index < Math.max(a.pre.length, b.pre.length); index++) {
    const order = compareParts(a.pre[index], b.pre[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareParts(a, b) {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const [isNumber, isOtherNumber] = [a, b].map((part) => /^\d+$/.test(part));
  if (isNumber && isOtherNumber) return Math.sign(Number(a) - Number(b));
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return a < b ? -1 : 1;
}

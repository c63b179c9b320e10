/**
 * Wrong solutions that a person wrote: a requirement left out, or understood in another way. No single operator: whole
 * statements, conditions and loops. Each is the right solution with texts replaced. With the `wrong` folders of
 * `bench/real/tasks` they are all that were written; none was dropped for what came out.
 *
 * @type {{ project: string, why: string, edits: [from: string, to: string][] }[]}
 */
export const wrongByHand = [
  {
    project: "csv",
    why: "CRLF is left out",
    edits: [['    if (character === "\\r" && text[index + 1] === "\\n") continue;\n', ""]],
  },
  {
    project: "csv",
    why: "a quote that is never closed is taken",
    edits: [
      [
        '  if (isQuoted) throw new SyntaxError("a quote is never closed");\n  if (isOpen)',
        "  if (isOpen || isQuoted)",
      ],
    ],
  },
  {
    project: "csv",
    why: "a row ends within quotes too",
    edits: [
      [
        "    if (isQuoted) {\n",
        '    if (isQuoted && character === "\\n") {\n      isQuoted = false;\n      endRow();\n      continue;\n    }\n    if (isQuoted) {\n',
      ],
    ],
  },
  {
    project: "emitter",
    why: "listeners are called that were added meanwhile",
    edits: [["of [...(listeners.get(name) ?? [])]) {", "of listeners.get(name) ?? []) {"]],
  },
  {
    project: "emitter",
    why: "taking off takes every listener that is the same function",
    edits: [
      [
        "      entry.isOn = false;\n      listeners.get(name).delete(entry);\n    };",
        "      for (const other of listeners.get(name)) {\n        if (other.listener !== listener) continue;\n        other.isOn = false;\n        listeners.get(name).delete(other);\n      }\n    };",
      ],
    ],
  },
  {
    project: "emitter",
    why: "the first error keeps the others from being called",
    edits: [
      [
        "        try {\n          entry.listener(...values);\n        } catch (error) {\n          errors.push(error);\n        }\n",
        "        entry.listener(...values);\n",
      ],
      ["      const errors = [];\n", ""],
      ["      if (errors.length > 0) throw errors[0];\n", ""],
    ],
  },
  {
    project: "intervals",
    why: "the pairs of the argument are changed",
    edits: [
      ["intervals.map(([start, end]) => {", "intervals.map((pair) => {\n    const [start, end] = pair;"],
      ["    return [start, end];", "    return pair;"],
    ],
  },
  {
    project: "intervals",
    why: "empty intervals are dropped",
    edits: [
      [
        "  for (const interval of sorted) {\n",
        "  for (const interval of sorted.filter(([start, end]) => start < end)) {\n",
      ],
    ],
  },
  {
    project: "lru-cache",
    why: "looking uses an entry",
    edits: [
      [
        "    return this.#entries.has(key);",
        "    const isThere = this.#entries.has(key);\n    this.get(key);\n    return isThere;",
      ],
    ],
  },
  {
    project: "lru-cache",
    why: "an entry lives on when it is used",
    edits: [
      ["    this.#entries.set(key, entry);", "    this.#entries.set(key, { ...entry, setAt: this.#now() });"],
    ],
  },
  {
    project: "lru-cache",
    why: "setting again does not use an entry",
    edits: [
      [
        "    this.#dropOld();\n    this.#entries.delete(key);\n    this.#entries.set(key, { value",
        "    this.#dropOld();\n    this.#entries.set(key, { value",
      ],
    ],
  },
  {
    project: "object-diff",
    why: "indices are sorted as texts",
    edits: [
      [
        '  if (kind === "array")\n    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index);\n',
        "",
      ],
      ["function keysOf(kind, before, after)", "function keysOf(_kind, before, after)"],
    ],
  },
  {
    project: "object-diff",
    why: "null counts as an object",
    edits: [
      ['typeof value === "object" && value !== null ? "object"', 'typeof value === "object" ? "object"'],
    ],
  },
  {
    project: "query-string",
    why: "what cannot be decoded throws",
    edits: [
      [
        "  try {\n    return decodeURIComponent(spaced);\n  } catch {\n    return spaced;\n  }\n",
        "  return decodeURIComponent(spaced);\n",
      ],
    ],
  },
  {
    project: "query-string",
    why: "a value ends at its second =",
    edits: [["decode(pair.slice(place + 1))", 'decode(pair.split("=")[1])']],
  },
  {
    project: "query-string",
    why: "false is written",
    edits: [
      ["value === undefined || value === null || value === false", "value === undefined || value === null"],
    ],
  },
  {
    project: "retry",
    why: "attempts are counted without the first",
    edits: [["attempt + 1 >= attempts", "attempt >= attempts"]],
  },
  {
    project: "retry",
    why: "the limit of the delay is left out",
    edits: [
      ["Math.min(maxDelay, delay * 2 ** attempt)", "delay * 2 ** attempt"],
      ["    maxDelay = Number.POSITIVE_INFINITY,\n", ""],
    ],
  },
  {
    project: "retry",
    why: "the signal is looked at once only",
    edits: [
      ["    signal?.throwIfAborted();\n", ""],
      [
        "  for (let attempt = 0; ; attempt++) {",
        "  signal?.throwIfAborted();\n  for (let attempt = 0; ; attempt++) {",
      ],
    ],
  },
  {
    project: "roman",
    why: "any order of letters is read",
    edits: [
      ['upper === "" || !standard.test(upper)', 'upper === "" || /[^MDCLXVI]/.test(upper)'],
      ["const standard = /^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/;\n", ""],
    ],
  },
  {
    project: "roman",
    why: "broken numbers are taken",
    edits: [["!Number.isInteger(number) || number < 1", "number < 1"]],
  },
  {
    project: "router",
    why: "values are not decoded",
    edits: [["decodeURIComponent(segments[index])", "segments[index]"]],
  },
  {
    project: "router",
    why: "a dead end is not left again",
    edits: [
      [
        "      (literal.length > 0 ? find(literal, segments, position + 1) : undefined) ??\n      (named.length > 0 ? find(named, segments, position + 1) : undefined) ??\n",
        "      (literal.length > 0\n        ? find(literal, segments, position + 1)\n        : named.length > 0\n          ? find(named, segments, position + 1)\n          : undefined) ??\n",
      ],
    ],
  },
  {
    project: "router",
    why: "a star matches nothing too",
    edits: [
      ['(rest === "" ? undefined : star)', "star"],
      ['    const rest = segments.slice(position).join("/");\n', ""],
      [
        "    if (position === segments.length) return candidates.find(({ parts }) => parts.length === position);\n",
        '    if (position === segments.length)\n      return candidates.find(({ parts }) => parts.length === position || parts[position] === "*");\n',
      ],
    ],
  },
  {
    project: "semver",
    why: "parts of a pre-release are compared as texts",
    edits: [
      [
        "  const [isNumber, isOtherNumber] = [a, b].map((part) => /^\\d+$/.test(part));\n  if (isNumber && isOtherNumber) return Math.sign(Number(a) - Number(b));\n  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;\n",
        "",
      ],
    ],
  },
  {
    project: "semver",
    why: "the caret keeps the first number, zero or not",
    edits: [
      [
        "  else if (major > 0) numbers = [major + 1, 0, 0];\n  else if (minor > 0) numbers = [0, minor + 1, 0];\n",
        "  else numbers = [major + 1, 0, 0];\n",
      ],
    ],
  },
  {
    project: "semver",
    why: "pre-releases are in every range",
    edits: [
      ["  if (parsed.pre && !isAsked) return false;\n", ""],
      [
        "  const isAsked = comparators.some(\n    ({ version: one, isGiven }) => isGiven && one.pre && one.numbers.join() === parsed.numbers.join(),\n  );\n",
        "",
      ],
    ],
  },
  {
    project: "slugify",
    why: "ß is no letter",
    edits: [['    .replaceAll("ß", "ss")\n', ""]],
  },
  {
    project: "slugify",
    why: "words are cut",
    edits: [
      ["    if (slug.length + 1 + word.length > maxLength) break;\n", ""],
      ["  return slug;\n", "  return slug.slice(0, maxLength);\n"],
    ],
  },
  {
    project: "split-money",
    why: "what is left goes to the first parts",
    edits: [
      [
        "  const order = weights.map((weight, index) => ({ index, remainder: (amount * weight) % total }));\n  order.sort((one, other) => other.remainder - one.remainder || one.index - other.index);\n  for (const { index } of order.slice(0, left)) parts[index]++;\n",
        "  for (let index = 0; index < left; index++) parts[index]++;\n",
      ],
    ],
  },
  {
    project: "split-money",
    why: "negative amounts are split downwards",
    edits: [
      ["const amount = Math.abs(cents);", "const amount = cents;"],
      ["  return parts.map((part) => (part === 0 ? 0 : Math.sign(cents) * part));\n", "  return parts;\n"],
    ],
  },
  {
    project: "split-money",
    why: "negative weights are taken",
    edits: [
      ['  if (weights.some((weight) => weight < 0)) throw new RangeError("a weight is negative");\n', ""],
    ],
  },
  {
    project: "template",
    why: "outer values are not seen within a section",
    edits: [
      [
        '  const scope = scopes.find((one) => typeof one === "object" && one !== null && Object.hasOwn(one, first));\n',
        "  const [scope] = scopes;\n",
      ],
    ],
  },
  {
    project: "template",
    why: "a section is closed by any name",
    edits: [["if (open.pop().name !== name) throw", "if (open.pop() === root) throw"]],
  },
  {
    project: "template",
    why: "what is false is empty",
    edits: [['String(value ?? "")', 'String(value || "")']],
  },
  {
    project: "word-wrap",
    why: "characters are what the language counts",
    edits: [
      ["  return [...segmenter.segment(text)].map(({ segment }) => segment);\n", "  return [...text];\n"],
    ],
  },
  {
    project: "word-wrap",
    why: "the first line alone is indented",
    edits: [
      [
        "lines.map((one) => (one ? indentation + one : one))",
        "lines.map((one, index) => (one && index === 0 ? indentation + one : one))",
      ],
    ],
  },
  {
    project: "word-wrap",
    why: "long words stay whole",
    edits: [
      [
        "    const pieces = piecesOf(word, room);\n    current = pieces.pop();\n    lines.push(...pieces);\n",
        "    current = word;\n",
      ],
    ],
  },
  {
    project: "python",
    why: "what is elsewhere can be taken here",
    edits: [
      [
        "        there = self.amounts.get((item, place), 0)\n        if amount > there:",
        "        there = self.amounts.get((item, place), 0)\n        if amount > self.total(item):",
      ],
    ],
  },
  {
    project: "python",
    why: "an item that is all taken stays",
    edits: [
      [
        "        if left == 0:\n            del self.amounts[(item, place)]\n        else:\n            self.amounts[(item, place)] = left\n",
        "        self.amounts[(item, place)] = left\n",
      ],
    ],
  },
  {
    project: "python",
    why: "orders are sorted by name",
    edits: [["sorted(missing.items(), key=lambda pair: (-pair[1], pair[0]))", "sorted(missing.items())"]],
  },
  {
    project: "go",
    why: "all sides count once",
    edits: [
      ["\tlongest, sum := 0, 0\n", "\tsum := 0\n"],
      ["\t\tif side > longest {\n\t\t\tlongest = side\n\t\t}\n", ""],
      ["\treturn longest + 2*(sum-longest)\n", "\treturn sum\n"],
    ],
  },
  {
    project: "go",
    why: "a kilogram that is begun counts",
    edits: [["(grams-10000)/1000*50", "(grams-10000+999)/1000*50"]],
  },
  {
    project: "go",
    why: "what is fragile costs more at any weight",
    edits: [["\tif p.Fragile && p.Grams > 2000 {", "\tif p.Fragile {"]],
  },
  {
    project: "rust",
    why: "what touches is not joined",
    edits: [["if to + 1 < merged.0 || from > merged.1 + 1 {", "if to < merged.0 || from > merged.1 {"]],
  },
  {
    project: "rust",
    why: "a single number is written as a range",
    edits: [
      [
        '            if from == to {\n                write!(out, "{}", from)?;\n            } else {\n                write!(out, "{}-{}", from, to)?;\n            }\n',
        '            write!(out, "{}-{}", from, to)?;\n',
      ],
    ],
  },
  {
    project: "rust",
    why: "the first gap is behind all ranges",
    edits: [
      [
        "            if from <= candidate && candidate <= to {\n                candidate = to + 1;\n            }\n",
        "            if from <= candidate || candidate <= to {\n                candidate = to + 1;\n            }\n",
      ],
    ],
  },
  {
    project: "ruby",
    why: "shifts clash on the same day only",
    edits: [
      [
        "      distance = (day - shift.day).to_i * 24\n      from + distance < shift.to + REST_HOURS && shift.from < to + distance + REST_HOURS\n",
        "      day == shift.day && from < shift.to && shift.from < to\n",
      ],
    ],
  },
  {
    project: "ruby",
    why: "each shift has the maximum for itself",
    edits: [["if hours(name) + (to - from) > @most_hours", "if to - from > @most_hours"]],
  },
  {
    project: "ruby",
    why: "all shifts of the day are released",
    edits: [
      [
        "@shifts.reject! { |shift| shift.name == name && shift.day == day }",
        "@shifts.reject! { |shift| shift.day == day }",
      ],
    ],
  },
  {
    project: "php",
    why: "adding again sets the count",
    edits: [["['count'] += $count;", "['count'] = $count;"]],
  },
  {
    project: "php",
    why: "a later code replaces the first",
    edits: [
      [
        "if ($this->code !== null || !preg_match('/^[A-Z]{3}\\d{2}$/', $code)) {",
        "if (!preg_match('/^[A-Z]{3}\\d{2}$/', $code)) {",
      ],
    ],
  },
  {
    project: "php",
    why: "the code is taken off the shipping too",
    edits: [
      [
        "        $sum = $this->subtotal();\n        if ($this->code",
        "        $sum = $this->subtotal() + $this->shipping();\n        if ($this->code",
      ],
      ["        return $sum + $this->shipping();\n", "        return $sum;\n"],
    ],
  },
  {
    project: "typescript",
    why: "a slot within another one is taken",
    edits: [
      ["other.from < slot.to && slot.from < other.to", "other.from <= slot.from && slot.from < other.to"],
    ],
  },
  {
    project: "typescript",
    why: "the week does not begin again",
    edits: [
      ["days[(start + offset) % 7] ?? day", "days[start + offset]"],
      [
        "      const slots = this.#of(",
        "      if (start + offset > 6) return undefined;\n      const slots = this.#of(",
      ],
    ],
  },
  {
    project: "typescript",
    why: "a closed one opens later",
    edits: [["offset <= 7 && !this.#isClosed; offset++", "offset <= 7; offset++"]],
  },
];

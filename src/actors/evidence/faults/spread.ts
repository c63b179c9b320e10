import { type FaultKind, faultKinds } from "./fault-kind.js";

interface Spreadable {
  line: { number: number };
  kind: FaultKind;
}

/** One of each in turn, until all have ended. */
export function* inTurn<T>(all: readonly Iterable<T>[]): Generator<T> {
  let open = all.map((each) => each[Symbol.iterator]());
  while (open.length > 0) {
    const left: Iterator<T>[] = [];
    for (const each of open) {
      const { done, value } = each.next();
      if (done) continue;
      left.push(each);
      yield value;
    }
    open = left;
  }
}

/**
 * The places of a hunk in rounds, each with at most one of a line. Next is the kind that was used least, of these the
 * strongest, and of its places the one that halves what the ones before left.
 *
 * @param uses how often each kind was used, which this counts on
 */
export function* spread<T extends Spreadable>(
  places: readonly T[],
  uses: Map<FaultKind, number>,
): Generator<T> {
  const ranks = halvingRanks([...new Set(places.map(({ line }) => line.number))]);
  const rank = (place: T) => ranks.get(place.line.number) ?? 0;
  const sorted = places.toSorted((a, b) => rank(a) - rank(b));
  let queues = new Map(faultKinds.map((kind) => [kind, sorted.filter((place) => place.kind === kind)]));
  for (let left = places.length; left > 0; ) {
    const used = new Set<number>();
    const later = new Map<FaultKind, T[]>(faultKinds.map((kind) => [kind, []]));
    const heads = new Map<FaultKind, number>(faultKinds.map((kind) => [kind, 0]));
    for (;;) {
      const ready = faultKinds.filter((kind) => skipUsed(kind, queues, heads, later, used));
      const kind = ready.toSorted((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0))[0];
      if (kind === undefined) break;
      const head = heads.get(kind) ?? 0;
      const place = queues.get(kind)?.[head];
      if (place === undefined) break;
      heads.set(kind, head + 1);
      used.add(place.line.number);
      uses.set(kind, (uses.get(kind) ?? 0) + 1);
      left -= 1;
      yield place;
    }
    queues = later;
  }
}

/** Moves the places of lines that have had one to the next round. Tells whether any is left in this one. */
function skipUsed<T extends Spreadable>(
  kind: FaultKind,
  queues: ReadonlyMap<FaultKind, readonly T[]>,
  heads: Map<FaultKind, number>,
  later: ReadonlyMap<FaultKind, T[]>,
  used: ReadonlySet<number>,
): boolean {
  const queue = queues.get(kind) ?? [];
  let head = heads.get(kind) ?? 0;
  for (let place = queue[head]; place && used.has(place.line.number); place = queue[head]) {
    later.get(kind)?.push(place);
    head += 1;
  }
  heads.set(kind, head);
  return head < queue.length;
}

/** Orders numbers so that each beginning of the order is spread over all of them: by their index with its bits reversed. */
function halvingRanks(numbers: readonly number[]): Map<number, number> {
  const bits = Math.max(1, Math.ceil(Math.log2(numbers.length)));
  return new Map(
    numbers.map((number, index) => [
      number,
      Number.parseInt(index.toString(2).padStart(bits, "0").split("").reverse().join(""), 2),
    ]),
  );
}

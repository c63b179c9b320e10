export interface TimeScale {
  /** From a time in milliseconds to 0..1. */
  place(time: number): number;
  /** Where time in which nobody worked is drawn shorter than it was. */
  breaks: number[];
}

/** A scale on which waiting takes little room: a night between two calls must not hide them. */
export function createTimeScale(
  start: number,
  end: number,
  works: readonly (readonly [number, number])[],
): TimeScale {
  const busy: [number, number][] = [];
  for (const [from, to] of [...works].sort(([a], [b]) => a - b)) {
    const last = busy.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else busy.push([from, to]);
  }
  const worked = busy.reduce((sum, [from, to]) => sum + to - from, 0);
  const longestGap = Math.max(1_000, worked * 0.06);
  const segments: { from: number; to: number; length: number; isBroken: boolean }[] = [];
  let time = start;
  const add = (to: number, isBusy: boolean) => {
    if (to <= time) return;
    const isBroken = !isBusy && to - time > longestGap;
    segments.push({ from: time, to, length: isBroken ? longestGap : to - time, isBroken });
    time = to;
  };
  for (const [from, to] of busy) {
    add(from, false);
    add(to, true);
  }
  add(end, false);
  const total = segments.reduce((sum, { length }) => sum + length, 0) || 1;
  const place = (wanted: number) => {
    let before = 0;
    for (const { from, to, length } of segments) {
      if (wanted <= from) break;
      before += length * Math.min(1, (wanted - from) / (to - from));
    }
    return before / total;
  };
  return {
    place,
    breaks: segments.filter(({ isBroken }) => isBroken).map(({ from, to }) => place((from + to) / 2)),
  };
}

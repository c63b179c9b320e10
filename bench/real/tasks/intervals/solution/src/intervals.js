/** The union of intervals, sorted and without overlaps. */
export function mergeIntervals(intervals) {
  const sorted = intervals.map(([start, end]) => {
    if (end < start) throw new RangeError(`[${start}, ${end}] ends before it starts`);
    return [start, end];
  });
  sorted.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const merged = [];
  for (const interval of sorted) {
    const last = merged.at(-1);
    if (last && interval[0] <= last[1]) last[1] = Math.max(last[1], interval[1]);
    else merged.push(interval);
  }
  return merged;
}

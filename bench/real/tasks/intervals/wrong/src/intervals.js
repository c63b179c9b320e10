/** The union of intervals, sorted and without overlaps. */
export function mergeIntervals(intervals) {
  const merged = [];
  for (const interval of intervals.sort()) {
    const last = merged.at(-1);
    if (last && interval[0] <= last[1]) last[1] = interval[1];
    else merged.push(interval);
  }
  return merged;
}

/** A count like `840` or `58.7k`. */
export function amount(value: number): string {
  if (value < 10_000) return String(Math.round(value));
  return value < 1_000_000 ? `${(value / 1_000).toFixed(1)}k` : `${(value / 1_000_000).toFixed(1)}M`;
}

/** US dollars, like `$0.0123` or `$4.20`; "" where no price is known. */
export function dollars(cost: number): string {
  return cost > 0 ? `$${cost.toFixed(cost < 1 ? 4 : 2)}` : "";
}

/** Like `8.2 s`, `3 min 20 s` or `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${Math.max(0, seconds).toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}

/** Local time of day, like `14:03:27`. */
export function clock(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleTimeString("sv-SE");
}

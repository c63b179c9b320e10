/** One thing that was looked at. */
export interface Line {
  level: "ok" | "warn" | "fail";
  text: string;
  /** What to do about it. */
  mend?: string;
}

export function ok(text: string): Line {
  return { level: "ok", text };
}

export function warn(text: string, mend: string): Line {
  return { level: "warn", text, mend };
}

export function fail(text: string, mend: string): Line {
  return { level: "fail", text, mend };
}

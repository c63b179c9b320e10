/** Opening hours, in minutes since midnight. */
export interface Slot {
  from: number;
  to: number;
}

export type Day = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

const days: readonly Day[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

export class Schedule {
  readonly #slots = new Map<Day, Slot[]>();
  #isClosed = false;

  open(day: Day, from: string, to: string): this {
    const slot: Slot = { from: minutesOf(from), to: minutesOf(to) };
    if (slot.from >= slot.to) throw new RangeError(`${from} is not before ${to}`);
    const slots = this.#slots.get(day) ?? [];
    if (slots.some((other) => other.from < slot.to && slot.from < other.to)) {
      throw new RangeError(`${from} is taken`);
    }
    slots.push(slot);
    slots.sort((a, b) => a.from - b.from);
    this.#slots.set(day, slots);
    return this;
  }

  close(): void {
    this.#isClosed = true;
  }

  isOpen(day: Day, time: string): boolean {
    if (this.#isClosed) return false;
    const minute = minutesOf(time);
    return this.#of(day).some(({ from, to }) => from <= minute && minute < to);
  }

  /** Minutes until it opens, 0 while it is open, nothing if it never does. */
  opensIn(day: Day, time: string): number | undefined {
    if (this.isOpen(day, time)) return 0;
    const start = days.indexOf(day);
    const minute = minutesOf(time);
    for (let offset = 0; offset <= 7 && !this.#isClosed; offset++) {
      const slots = this.#of(days[(start + offset) % 7] ?? day);
      const next = slots.find(({ from }) => offset > 0 || from > minute);
      if (next) return offset * 24 * 60 + next.from - minute;
    }
    return undefined;
  }

  weekly(): number {
    let total = 0;
    for (const slots of this.#slots.values()) {
      for (const { from, to } of slots) total += to - from;
    }
    return total / 60;
  }

  #of(day: Day): Slot[] {
    return this.#slots.get(day) ?? [];
  }
}

export function minutesOf(time: string): number {
  const match = /^(\d{1,2}):(\d{2})$/.exec(time);
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || hours > 24 || minutes > 59) throw new RangeError(`${time} is no time`);
  return hours * 60 + minutes;
}

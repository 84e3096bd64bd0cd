import type { Calendar } from "@/features/admin-variables/public";
import { sameValue } from "@/kit/same";

export const kinds = ["ordinary", "holiday", "working"] as const;
export type DayKind = (typeof kinds)[number];

/** What is said of a single day; of an ordinary one nothing is. */
export interface DayState {
  kind: DayKind;
  name: string;
}

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const at = (date: string) => Date.parse(`${date}T00:00:00Z`);
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);

export const addDays = (date: string, days: number) => dateOf(at(date) + days * 86_400_000);

/** 0 is Monday. */
export const weekdayOf = (date: string) => (new Date(at(date)).getUTCDay() + 6) % 7;

/** The same day of another month, or its last one. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dateOf(Date.UTC(year, month - 1 + months, Math.min(day, last)));
}

export const monthsOf = (year: string) => Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, "0")}`);

/** The days of a month in weeks from Monday on; null is a day of another month. */
export function weeksOf(month: string): (string | null)[][] {
  const first = `${month}-01`;
  const count = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const before = weekdayOf(first);
  const cells = Array.from({ length: Math.ceil((before + count) / 7) * 7 }, (_, i) =>
    i < before || i >= before + count ? null : addDays(first, i - before),
  );
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** The days from one to another, whichever is the earlier. */
export function between(a: string, b: string): string[] {
  const [from, to] = a <= b ? [a, b] : [b, a];
  const days: string[] = [];
  for (let day = from; day <= to && days.length < 400; day = addDays(day, 1)) days.push(day);
  return days;
}

export function stateOf(calendar: Calendar, date: string): DayState {
  const working = calendar.working_days.find((day) => day.date === date);
  if (working) return { kind: "working", name: working.name };
  const holiday = calendar.holidays.find((day) => day.date === date);
  return holiday ? { kind: "holiday", name: holiday.name } : { kind: "ordinary", name: "" };
}

export function isWorked(calendar: Calendar, date: string): boolean {
  const { kind } = stateOf(calendar, date);
  return kind === "ordinary" ? !calendar.days_off.includes(weekdays[weekdayOf(date)] ?? "") : kind === "working";
}

/** The calendar with something else said of some days. */
export function withDays(calendar: Calendar, dates: string[], { kind, name }: DayState): Calendar {
  const set = (list: Calendar["holidays"], own: DayKind) => {
    const others = list.filter((day) => !dates.includes(day.date));
    const added = kind === own ? dates.map((date) => ({ date, name })) : [];
    return added.length + others.length === list.length && added.length === 0
      ? list
      : [...others, ...added].sort((a, b) => (a.date < b.date ? -1 : 1));
  };
  return { ...calendar, holidays: set(calendar.holidays, "holiday"), working_days: set(calendar.working_days, "working") };
}

/** What a day becomes by the next touch of Space. */
export const nextKind = (kind: DayKind): DayKind => kinds[(kinds.indexOf(kind) + 1) % kinds.length] ?? "ordinary";

/** What a new holiday is likely called: as the one beside it. */
export function likelyName(calendar: Calendar, dates: string[], kind: DayKind): string {
  if (kind === "ordinary") return "";
  const [first, last] = [dates[0] ?? "", dates.at(-1) ?? ""];
  const beside = [first, addDays(first, -1), addDays(last, 1)].map((date) => stateOf(calendar, date));
  return beside.find((state) => state.kind === kind && state.name)?.name ?? "";
}

const named = (calendar: Calendar) => [...calendar.holidays, ...calendar.working_days].map(({ date }) => date);

/** Puts what one has changed oneself on what somebody else has saved meanwhile. */
export function mergeCalendar(base: Calendar, mine: Calendar, theirs: Calendar): Calendar {
  const dates = [...new Set([...named(base), ...named(mine)])];
  let merged = theirs;
  for (const date of dates) {
    const own = stateOf(mine, date);
    if (!sameValue(own, stateOf(base, date))) merged = withDays(merged, [date], own);
  }
  const part = <Name extends "from" | "to" | "days_off">(name: Name) => (sameValue(mine[name], base[name]) ? theirs[name] : mine[name]);
  return { ...merged, from: part("from"), to: part("to"), days_off: part("days_off") };
}

/** How many days of a year are worked, are holidays, are made up for. */
export function sumsOf(calendar: Calendar, year: string) {
  const days = between(`${year}-01-01`, `${year}-12-31`);
  return {
    worked: days.filter((date) => isWorked(calendar, date)).length,
    holidays: calendar.holidays.filter(({ date }) => date.startsWith(year)).length,
    made: calendar.working_days.filter(({ date }) => date.startsWith(year)).length,
  };
}

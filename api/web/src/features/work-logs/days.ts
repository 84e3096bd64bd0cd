import type { components } from "@/api/schema";

type Calendar = components["schemas"]["WorkingCalendar"];

const ms = 86_400_000;
const at = (date: string) => Date.parse(`${date}T00:00:00Z`);
const text = (time: number) => new Date(time).toISOString().slice(0, 10);
/** 0 is Monday. */
const weekdayOf = (date: string) => (new Date(at(date)).getUTCDay() + 6) % 7;

export const isDate = (value: string | null | undefined): value is string =>
  !!value && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(at(value)) && text(at(value)) === value;

export const addDays = (date: string, days: number) => text(at(date) + days * ms);

export const mondayOf = (date: string) => addDays(date, -weekdayOf(date));

/** The ISO week of a day, such as 2026-W48; it belongs to the year of its Thursday. */
export function weekOf(date: string): string {
  const thursday = addDays(mondayOf(date), 3);
  const year = thursday.slice(0, 4);
  const week = Math.floor((at(thursday) - at(`${year}-01-01`)) / ms / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** The Monday of an ISO week; null for what is none. */
export function mondayOfWeek(week: string | null | undefined): string | null {
  const found = /^(\d{4})-W(\d\d)$/.exec(week ?? "");
  if (!found) return null;
  const monday = addDays(mondayOf(`${found[1]}-01-04`), (Number(found[2]) - 1) * 7);
  return weekOf(monday) === week ? monday : null;
}

export const weekDays = (monday: string) => Array.from({ length: 7 }, (_, i) => addDays(monday, i));

export const isMonth = (value: string | null | undefined): value is string =>
  !!value && /^\d{4}-\d\d$/.test(value) && isDate(`${value}-01`);

export const addMonths = (month: string, months: number) => {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
};

export function monthDays(month: string): string[] {
  const first = `${month}-01`;
  return Array.from({ length: 31 }, (_, i) => addDays(first, i)).filter((date) => date.startsWith(month));
}

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Whether a day is worked by the company's calendar, and what it is called where it is special. */
export function workingDay(calendar: Calendar | null | undefined, date: string): { works: boolean; name: string } {
  const makeUp = calendar?.working_days.find((day) => day.date === date);
  if (makeUp) return { works: true, name: makeUp.name };
  const holiday = calendar?.holidays.find((day) => day.date === date);
  if (holiday) return { works: false, name: holiday.name };
  const off = calendar?.days_off ?? ["saturday", "sunday"];
  return { works: !off.includes(weekdays[weekdayOf(date)] ?? ""), name: "" };
}

export type DayState = "wrote" | "visit" | "missing" | "today" | "off" | "before" | "ahead";

/**
 * What a day of a person is. Nobody misses a day before there was an account,
 * and today is missed only once it is over.
 */
export function dayState(date: string, kinds: string[], today: string, since: string, works: boolean): DayState {
  if (kinds.length > 0) return kinds.includes("visit") ? "visit" : "wrote";
  if (!works) return "off";
  if (date > today) return "ahead";
  if (date === today) return "today";
  return date < since ? "before" : "missing";
}

/** Hours together, from decimal numbers in quarters of an hour. */
export const sumHours = (hours: (string | null)[]) => hours.reduce((sum, one) => sum + (one ? Number(one) : 0), 0);

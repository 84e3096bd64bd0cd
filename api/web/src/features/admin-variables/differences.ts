import { sameValue } from "@/kit/same";
import type { Calendar, Option } from "./queries";

export interface OptionPart {
  key: string;
  before?: Option | undefined;
  after?: Option | undefined;
  order?: { before: Option[]; after: Option[] };
}

const plain = (option: Option | undefined) => option && { ...option, retired: option.retired ?? false };

/** What became of each option that was added, changed or removed, and of their order. */
export function optionParts(before: Option[], after: Option[]): OptionPart[] {
  const was = new Map(before.map((option) => [option.key, option]));
  const is = new Map(after.map((option) => [option.key, option]));
  const keys = [...new Set([...was.keys(), ...is.keys()])];
  const parts: OptionPart[] = keys
    .filter((key) => !sameValue(plain(was.get(key)), plain(is.get(key))))
    .map((key) => ({ key, before: was.get(key), after: is.get(key) }));
  const order = { before: before.filter(({ key }) => is.has(key)), after: after.filter(({ key }) => was.has(key)) };
  const keysOf = (options: Option[]) => options.map(({ key }) => key);
  if (!sameValue(keysOf(order.before), keysOf(order.after))) parts.push({ key: "", order });
  return parts;
}

/** A day, the hours, or the days off in the week; a day's state is its kind and what it is called. */
export interface CalendarPart {
  name: string;
  before: string;
  after: string;
}

function statesOf(calendar: Calendar): Map<string, string> {
  const states = new Map<string, string>();
  for (const { date, name } of calendar.holidays) states.set(date, `holiday:${name}`);
  for (const { date, name } of calendar.working_days) states.set(date, `working:${name}`);
  return states;
}

export function calendarParts(before: Calendar, after: Calendar): CalendarPart[] {
  const was = statesOf(before);
  const is = statesOf(after);
  const days = [...new Set([...was.keys(), ...is.keys()])].sort();
  return [
    { name: "hours", before: `${before.from}–${before.to}`, after: `${after.from}–${after.to}` },
    { name: "days_off", before: before.days_off.join(","), after: after.days_off.join(",") },
    ...days.map((name) => ({ name, before: was.get(name) ?? "", after: is.get(name) ?? "" })),
  ].filter((part) => part.before !== part.after);
}

/** The entries that went and those that came; where only the order changed, all. */
export function textParts(before: string[], after: string[]) {
  const went = before.filter((one) => !after.includes(one));
  const came = after.filter((one) => !before.includes(one));
  return went.length + came.length > 0 ? { before: went, after: came } : { before, after };
}

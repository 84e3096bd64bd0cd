import type { DayState } from "./days";
import type { TeamMember } from "./queries";

export const dayOf = (member: TeamMember, date: string) => member.days.find((day) => day.date === date);

/** What a day of a person is; who should have written is the server's to say. */
export function stateOf(member: TeamMember, date: string, today: string, works: boolean): DayState {
  const day = dayOf(member, date);
  if (day) return day.visits > 0 ? "visit" : "wrote";
  if (member.missing_days.includes(date)) return "missing";
  if (!works) return "off";
  // Before there was an account nothing is missing.
  return date > today ? "ahead" : "before";
}

/** Those who did not write come first; each part keeps its order by name. */
export const missingFirst = (members: TeamMember[], date: string) => {
  const misses = (member: TeamMember) => member.missing_days.includes(date);
  return [...members.filter(misses), ...members.filter((member) => !misses(member))];
};

/** The departments that people are in, each once, by name. */
export function departmentsOf(members: TeamMember[]) {
  const all = members.flatMap((member) => member.department ?? []);
  return [...new Map(all.map((one) => [one.id, one])).values()].sort((a, b) => a.name.localeCompare(b.name));
}

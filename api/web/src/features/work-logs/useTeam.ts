import { useQuery } from "@tanstack/react-query";
import { useSettings } from "@/api/settings";
import { companyDay } from "@/i18n/format";
import { useAddress } from "@/kit/useAddress";
import { addDays, addMonths, isDate, isMonth, mondayOf, weekDays, workingDay } from "./days";
import { type TeamMember, teamQuery } from "./queries";
import { departmentsOf } from "./team";

/** The day or the month of a team as it stands in the address, and who is in it. */
export function useTeam() {
  const { params, change } = useAddress();
  const settings = useSettings();
  const today = companyDay();
  const askedMonth = params.get("month");
  const askedDate = params.get("date");
  const byMonth = isMonth(askedMonth);
  const date = isDate(askedDate) ? askedDate : today;
  const month = byMonth ? askedMonth : date.slice(0, 7);
  const department = params.get("department") ?? "";
  const everybody = useQuery(teamQuery(month));
  const query = useQuery(teamQuery(month, department));
  // A week may begin or end in another month.
  const week = weekDays(mondayOf(date));
  const otherMonth = week.map((day) => day.slice(0, 7)).find((one) => one !== month);
  const other = useQuery({ ...teamQuery(otherMonth ?? month, department), enabled: !byMonth && !!otherMonth }).data ?? [];
  const works = (day: string) => workingDay(settings?.working_calendar, day).works;

  const open = (part: Record<string, string | null>) =>
    change((next) => {
      for (const [name, value] of Object.entries(part)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
    });
  return {
    today,
    byMonth,
    date,
    month,
    week,
    department,
    person: params.get("person"),
    query,
    members: query.data ?? [],
    departments: departmentsOf(everybody.data ?? []),
    works,
    /** A person with the days of the week that are in the other month. */
    inWeek: (member: TeamMember): TeamMember => {
      const rest = otherMonth ? other.find((one) => one.user.id === member.user.id) : undefined;
      if (!rest) return member;
      return { ...member, days: [...member.days, ...rest.days], missing_days: [...member.missing_days, ...rest.missing_days] };
    },
    openDay: (day: string, person?: string) => open({ date: day, month: null, ...(person && { person }) }),
    openMonth: (value: string) => open({ month: value, date: null, person: null }),
    openPerson: (id: string | null) => open({ person: id }),
    setDepartment: (id: string) => open({ department: id, person: null }),
    step: (by: number) => (byMonth ? open({ month: addMonths(month, by), date: null }) : open({ date: addDays(date, by), month: null })),
  };
}

export type Team = ReturnType<typeof useTeam>;

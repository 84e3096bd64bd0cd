import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "@/i18n/format";
import { monthDays } from "./days";
import { Mark, MarkLegend } from "./Mark";
import { stateOf } from "./team";
import styles from "./team.module.css";
import type { Team } from "./useTeam";

/** People by days: who wrote when, with the month in figures. */
export function TeamMonth({ team }: { team: Team }) {
  const { t } = useTranslation();
  const { number, weekday, day } = useFormats();
  const days = monthDays(team.month);
  const to = (date: string, person: string) => {
    const params = new URLSearchParams({ date, person, ...(team.department && { department: team.department }) });
    return `/work-logs/team?${params}`;
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys. */}
      <section className={styles.scroller} tabIndex={0} aria-label={t("workLogs.team.monthTitle")}>
        <table className={styles.month}>
          <thead>
            <tr>
              <th scope="col">{t("workLogs.team.people")}</th>
              {days.map((date) => (
                <th key={date} scope="col" data-off={!team.works(date) || undefined} data-now={date === team.today || undefined}>
                  <span>{weekday(date, "narrow")}</span>
                  {Number(date.slice(8))}
                </th>
              ))}
              <th scope="col">{t("workLogs.team.missingHead")}</th>
              <th scope="col">{t("workLogs.team.visitsHead")}</th>
              <th scope="col">{t("workLogs.field.hours")}</th>
            </tr>
          </thead>
          <tbody>
            {team.members.map((member) => (
              <tr key={member.user.id}>
                <th scope="row">
                  <b>{member.user.name}</b>
                  {member.department && <span>{member.department.name}</span>}
                </th>
                {days.map((date) => {
                  const state = stateOf(member, date, team.today, team.works(date));
                  return (
                    <td key={date} data-off={!team.works(date) || undefined}>
                      {["off", "before", "ahead"].includes(state) ? (
                        <Mark state={state} said />
                      ) : (
                        <Link to={to(date, member.user.id)} title={[member.user.name, day(date)].join(t("common.separator"))}>
                          <Mark state={state} said />
                        </Link>
                      )}
                    </td>
                  );
                })}
                <td data-late={member.missing_days.length > 0 || undefined}>{member.missing_days.length}</td>
                <td>{member.visits}</td>
                <td>{number(Number(member.hours))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className={styles.legend}>
        <MarkLegend />
      </div>
    </>
  );
}

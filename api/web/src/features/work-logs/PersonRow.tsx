import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import { Mark } from "./Mark";
import type { TeamMember } from "./queries";
import { dayOf, stateOf } from "./team";
import styles from "./team.module.css";
import type { Team } from "./useTeam";

interface Props {
  member: TeamMember;
  team: Team;
  /** The days of the week that are drawn. */
  days: string[];
  current: boolean;
  onOpen: () => void;
}

/** A person of the team: the week at a glance, and the day in figures. */
export function PersonRow({ member, team, days, current, onOpen }: Props) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const day = dayOf(member, team.date);
  const missing = member.missing_days.includes(team.date);
  const state = missing
    ? t("workLogs.state.missing")
    : day
      ? t("workLogs.team.entries", { count: day.entries })
      : t("workLogs.team.noEntry");
  return (
    <li>
      <button type="button" className={styles.row} data-missing={missing || undefined} aria-current={current || undefined} onClick={onOpen}>
        <span className={styles.who}>
          <b>{member.user.name}</b>
          <span>{[member.department?.name, state].filter(Boolean).join(t("common.separator"))}</span>
        </span>
        <span className={styles.marks} aria-hidden="true">
          {days.map((date) => (
            <Mark key={date} state={stateOf(member, date, team.today, team.works(date))} today={date === team.date} />
          ))}
        </span>
        <span className={styles.number} data-none={!day?.visits || undefined} title={t("workLogs.team.visitsHead")}>
          {day?.visits ?? 0}
        </span>
        <span className={styles.number} data-none={!day || undefined} title={t("workLogs.field.hours")}>
          {day ? number(Number(day.hours)) : "–"}
        </span>
      </button>
    </li>
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import { useMedia } from "@/kit/useMedia";
import { sumHours } from "./days";
import { MarkLegend } from "./Mark";
import { PersonDay } from "./PersonDay";
import { PersonRow } from "./PersonRow";
import { dayOf, missingFirst } from "./team";
import styles from "./team.module.css";
import type { Team } from "./useTeam";

/** The people of a day, those who did not write first, beside what one of them wrote. */
export function TeamDay({ team }: { team: Team }) {
  const { t } = useTranslation();
  const phone = useMedia("phone");
  const { number, weekday } = useFormats();
  const { date } = team;
  const members = missingFirst(team.members, date).map(team.inWeek);
  const days = members.flatMap((member) => dayOf(member, date) ?? []);
  const missing = members.filter((member) => member.missing_days.includes(date)).length;
  const asked = members.find((member) => member.user.id === team.person);
  // On a wide screen somebody is always in view.
  const chosen = asked ?? (phone ? undefined : (members.find((member) => dayOf(member, date)) ?? members[0]));
  const at = chosen ? members.indexOf(chosen) : -1;
  const workdays = team.week.filter((day) => team.works(day) || day === date);
  const figures: [string, string, boolean?][] = [
    [String(missing), t("workLogs.team.missing"), missing > 0],
    [String(days.length), t("workLogs.team.wrote", { count: days.length + missing })],
    [String(days.reduce((sum, day) => sum + day.visits, 0)), t("workLogs.team.visits")],
    [number(sumHours(days.map((day) => day.hours))), t("workLogs.team.hours")],
  ];
  const show = (by: number) => {
    const next = members[at + by];
    if (next) team.openPerson(next.user.id);
  };
  return (
    <div className={styles.split}>
      {(!phone || !chosen) && (
        <section className={styles.people} aria-label={t("workLogs.team.people")}>
          <dl className={styles.figures}>
            {figures.map(([value, name, late]) => (
              <div key={name} data-late={late || undefined}>
                <dd>{value}</dd>
                <dt>{name}</dt>
              </div>
            ))}
          </dl>
          <div className={styles.headings} aria-hidden="true">
            <span>{t(missing > 0 ? "workLogs.team.missingFirst" : "workLogs.team.byName")}</span>
            <span>
              {workdays[0] && weekday(workdays[0])} – {weekday(workdays.at(-1) ?? date)}
            </span>
            <span>{t("workLogs.team.visitsHead")}</span>
            <span>{t("workLogs.field.hours")}</span>
          </div>
          <ul>
            {members.map((member) => (
              <PersonRow
                key={member.user.id}
                member={member}
                team={team}
                days={workdays}
                current={member === chosen}
                onOpen={() => team.openPerson(member.user.id)}
              />
            ))}
          </ul>
          <div className={styles.legend}>
            <MarkLegend />
          </div>
        </section>
      )}
      {chosen && (
        <section className={styles.person} aria-label={chosen.user.name}>
          {phone && <Button onClick={() => team.openPerson(null)}>{t("workLogs.team.toPeople")}</Button>}
          <PersonDay key={`${chosen.user.id}/${date}`} member={chosen} date={date} week={team.week} onNext={show} />
        </section>
      )}
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import { EmptyState } from "@/kit/EmptyState";
import { Kbd } from "@/kit/Kbd";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useKeys } from "@/kit/useKeys";
import { Comments } from "./Comments";
import { sumHours } from "./days";
import { EntryLines } from "./EntryLines";
import { logsQuery, type TeamMember } from "./queries";
import { dayOf } from "./team";
import styles from "./team.module.css";

interface Props {
  member: TeamMember;
  date: string;
  week: string[];
  /** Past the first or the last entry it goes on with another person. */
  onNext: (by: number) => void;
}

/** What a person wrote on a day, each entry with its comments. */
export function PersonDay({ member, date, week, onNext }: Props) {
  const { t } = useTranslation();
  const { number, day, weekday } = useFormats();
  const query = useQuery(logsQuery({ user_id: member.user.id, from: date, to: date }));
  const logs = [...(query.data ?? [])].reverse();
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const group = t("workLogs.team.title");
  const move = (by: number) => {
    const next = at + by;
    if (next < 0 || next >= logs.length) return onNext(by);
    setAt(next);
    list.current?.children[next]?.scrollIntoView({ block: "nearest" });
  };
  useKeys([
    { keys: ["j", "ArrowDown"], label: t("workLogs.team.next"), group, run: () => move(1) },
    { keys: ["k", "ArrowUp"], label: t("workLogs.team.previous"), group, run: () => move(-1) },
    { keys: "c", label: t("workLogs.comments.field"), group, run: () => list.current?.children[at]?.querySelector("textarea")?.focus() },
  ]);
  const hours = dayOf(member, date)?.hours;
  const weekHours = sumHours(member.days.filter((one) => week.includes(one.date)).map((one) => one.hours));
  return (
    <>
      <header className={styles.personHead}>
        <h2>{member.user.name}</h2>
        <span className={layout.hint}>
          {[
            member.department?.name,
            day(date),
            hours && t("workLogs.hours", { hours: number(Number(hours)) }),
            t("workLogs.team.thisWeek", { hours: number(weekHours) }),
          ]
            .filter(Boolean)
            .join(t("common.separator"))}
        </span>
        <span className={styles.keys} aria-hidden="true">
          <Kbd>J</Kbd> <Kbd>K</Kbd> {t("workLogs.team.entryKey")} <Kbd>C</Kbd> {t("workLogs.team.commentKey")}
        </span>
      </header>
      <QueryProblem query={query} />
      {query.isPending && <Skeleton rows={4} height={36} />}
      {query.isSuccess && logs.length === 0 && (
        <EmptyState>{t("workLogs.team.nothing", { name: member.user.name, day: weekday(date, "long") })}</EmptyState>
      )}
      <ul ref={list} className={styles.entries}>
        {logs.map((log, i) => (
          <li key={log.id} data-current={i === at || undefined} onFocus={() => setAt(i)}>
            <EntryLines log={log}>
              <Comments logId={log.id} count={log.comments} />
            </EntryLines>
          </li>
        ))}
      </ul>
    </>
  );
}

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate } from "react-router";
import { allows, useMe } from "@/api/me";
import { useSettings } from "@/api/settings";
import { companyDay, dayIn, useFormats } from "@/i18n/format";
import { zoneOfCompany } from "@/i18n/zone";
import layout from "@/kit/layout.module.css";
import { PageTitle } from "@/kit/PageTitle";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useAddress } from "@/kit/useAddress";
import { useKeys } from "@/kit/useKeys";
import { DaySection } from "./DaySection";
import { addDays, dayState, isDate, mondayOf, mondayOfWeek, sumHours, weekDays, weekOf, workingDay } from "./days";
import { correctedFields } from "./fields";
import { logsQuery, type WorkLog } from "./queries";
import { type Day, WeekStrip } from "./WeekStrip";
import styles from "./week.module.css";

/** One's own week at a glance, and what one wrote on each of its days. */
export default function WorkLogsPage() {
  const me = useMe();
  return allows(me, "work_log.write") ? <Week /> : <Navigate to="/work-logs/team" replace />;
}

function Week() {
  const { t } = useTranslation();
  const me = useMe();
  const settings = useSettings();
  const { number, dayMonth } = useFormats();
  const { params, change } = useAddress();
  const sections = useRef<HTMLDivElement>(null);
  const today = companyDay();
  const asked = params.get("date");
  const monday = mondayOfWeek(params.get("week")) ?? mondayOf(isDate(asked) ? asked : today);
  const dates = weekDays(monday);
  const current = isDate(asked) && dates.includes(asked) ? asked : dates.includes(today) ? today : monday;
  // The week before tells what was planned for its first days.
  const query = useQuery(logsQuery({ user_id: me.user.id, from: addDays(monday, -7), to: addDays(monday, 6) }));
  const logs = (query.data ?? []).map((log) => ({ log, now: correctedFields(log) }));
  const since = dayIn(zoneOfCompany(), new Date(me.user.created_at));
  const days = dates.map((date): Day => {
    const own = logs.filter(({ now }) => now.work_date === date);
    const { works, name } = workingDay(settings?.working_calendar, date);
    const state = dayState(
      date,
      own.map(({ now }) => now.kind),
      today,
      since,
      works,
    );
    return { date, state, name, hours: sumHours(own.map(({ now }) => now.hours)), logs: own.map(({ log }) => log).reverse() };
  });
  const open = (date: string) =>
    change((next) => {
      next.set("week", weekOf(date));
      next.set("date", date);
    });
  const show = (by: number) => open(addDays(monday, 7 * by));
  const group = t("workLogs.title");
  useKeys([
    { keys: "ArrowLeft", label: t("workLogs.dayBefore"), group, run: () => open(addDays(current, -1)) },
    { keys: "ArrowRight", label: t("workLogs.dayAfter"), group, run: () => open(addDays(current, 1)) },
  ]);
  // A day that was asked for comes into sight.
  useEffect(() => {
    if (asked) sections.current?.querySelector(`[data-day="${asked}"]`)?.scrollIntoView({ block: "nearest" });
  }, [asked]);
  const entries = days.reduce((sum, day) => sum + day.logs.length, 0);
  // What was planned is said once: on the first day that waits for words.
  const firstEmpty = days.find((day) => day.logs.length === 0 && (day.state === "missing" || day.state === "today"))?.date;
  const missing = days.filter((day) => day.state === "missing").length;
  return (
    <>
      <PageTitle
        title={t("workLogs.title")}
        sub={
          query.isSuccess && (
            <>
              {t("workLogs.sum", { hours: number(sumHours(days.map((day) => String(day.hours)))), count: entries })}
              {missing > 0 && <b className={styles.missing}>{t("workLogs.missingDays", { count: missing })}</b>}
            </>
          )
        }
        actions={
          <>
            {allows(me, "work_log.read", "team") && (
              <Button component={Link} to="/work-logs/team">
                {t("workLogs.team.title")}
              </Button>
            )}
            <Button component={Link} to="/work-logs/new" variant="filled">
              {t("common.new.workLog")}
            </Button>
          </>
        }
      />
      <div className={layout.sheet}>
        <div className={styles.weeks}>
          <button type="button" className={styles.arrow} aria-label={t("workLogs.weekBefore")} onClick={() => show(-1)}>
            <ChevronLeft size={18} aria-hidden="true" />
          </button>
          <h2>
            {t("workLogs.week", { week: Number(weekOf(monday).slice(6)) })}
            <span className={layout.hint}>{t("workLogs.days", { from: dayMonth(monday), to: dayMonth(addDays(monday, 6)) })}</span>
          </h2>
          <button type="button" className={styles.arrow} aria-label={t("workLogs.weekAfter")} onClick={() => show(1)}>
            <ChevronRight size={18} aria-hidden="true" />
          </button>
          {!dates.includes(today) && <Button onClick={() => open(today)}>{t("workLogs.thisWeek")}</Button>}
        </div>
        <QueryProblem query={query} />
        {query.isPending ? (
          <div className={layout.pad}>
            <Skeleton rows={8} height={36} />
          </div>
        ) : (
          <>
            <WeekStrip days={days} today={today} current={current} onOpen={open} />
            <div ref={sections}>
              {days.map((day) => (
                <DaySection
                  key={day.date}
                  day={day}
                  today={today}
                  current={day.date === current}
                  planned={day.date === firstEmpty ? plannedBefore(logs, day.date) : undefined}
                />
              ))}
            </div>
          </>
        )}
      </div>
    </>
  );
}

type Read = { log: WorkLog; now: { work_date: string; next_step: string } };

/** What the last entry before a day says comes next. The list has the newest first. */
const plannedBefore = (logs: Read[], date: string) => logs.find(({ now }) => now.work_date < date && now.next_step)?.now.next_step;

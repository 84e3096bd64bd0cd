import { Button, NativeSelect, TextInput } from "@mantine/core";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { allows, useMe } from "@/api/me";
import { EmptyState } from "@/kit/EmptyState";
import { Kbd } from "@/kit/Kbd";
import layout from "@/kit/layout.module.css";
import { PageTitle } from "@/kit/PageTitle";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useKeys } from "@/kit/useKeys";
import { useMedia } from "@/kit/useMedia";
import { TeamDay } from "./TeamDay";
import { TeamExport } from "./TeamExport";
import { TeamMonth } from "./TeamMonth";
import styles from "./team.module.css";
import { useTeam } from "./useTeam";

/** Who wrote, whom they saw and what comes next: a day or a month of the people that one looks after. */
export default function TeamPage() {
  const { t } = useTranslation();
  const me = useMe();
  const phone = useMedia("phone");
  const team = useTeam();
  const { byMonth, date, month, query } = team;
  const group = t("workLogs.team.title");
  const toDay = () => team.openDay(date.startsWith(month) ? date : team.today.startsWith(month) ? team.today : `${month}-01`);
  const toMonth = () => team.openMonth(month);
  const before = t(byMonth ? "workLogs.team.monthBefore" : "workLogs.dayBefore");
  const after = t(byMonth ? "workLogs.team.monthAfter" : "workLogs.dayAfter");
  useKeys([
    { keys: "d", label: t("workLogs.team.day"), group, run: toDay },
    { keys: "m", label: t("workLogs.team.month"), group, run: toMonth },
    { keys: "ArrowLeft", label: before, group, run: () => team.step(-1) },
    { keys: "ArrowRight", label: after, group, run: () => team.step(1) },
  ]);
  return (
    <div className={styles.page}>
      <PageTitle
        title={t(byMonth ? "workLogs.team.monthTitle" : "workLogs.team.title")}
        sub={phone ? undefined : t("workLogs.team.sub")}
        actions={
          <>
            {allows(me, "work_log.write") && (
              <Button component={Link} to="/work-logs">
                {t("workLogs.toWeek")}
              </Button>
            )}
            <div className={styles.switch} role="group" aria-label={t("workLogs.team.shown")}>
              <button type="button" aria-pressed={!byMonth} onClick={toDay}>
                {t("workLogs.team.day")} <Kbd>D</Kbd>
              </button>
              <button type="button" aria-pressed={byMonth} onClick={toMonth}>
                {t("workLogs.team.month")} <Kbd>M</Kbd>
              </button>
            </div>
            <div className={styles.steps}>
              <button type="button" className={styles.arrow} aria-label={before} onClick={() => team.step(-1)}>
                <ChevronLeft size={18} aria-hidden="true" />
              </button>
              <TextInput
                type={byMonth ? "month" : "date"}
                aria-label={t(byMonth ? "workLogs.team.month" : "workLogs.field.work_date")}
                value={byMonth ? month : date}
                onChange={(event) => {
                  const value = event.currentTarget.value;
                  if (value) byMonth ? team.openMonth(value) : team.openDay(value);
                }}
              />
              <button type="button" className={styles.arrow} aria-label={after} onClick={() => team.step(1)}>
                <ChevronRight size={18} aria-hidden="true" />
              </button>
            </div>
            {team.departments.length > 1 && (
              <NativeSelect
                aria-label={t("workLogs.team.department")}
                data={[
                  { value: "", label: t("workLogs.team.allDepartments") },
                  ...team.departments.map((one) => ({ value: one.id, label: one.name })),
                ]}
                value={team.department}
                onChange={(event) => team.setDepartment(event.currentTarget.value)}
              />
            )}
            <TeamExport team={team} />
          </>
        }
      />
      <div className={`${layout.sheet} ${styles.body}`}>
        <QueryProblem query={query} />
        {query.isPending && (
          <div className={layout.pad}>
            <Skeleton rows={8} height={36} />
          </div>
        )}
        {query.isSuccess && team.members.length === 0 && <EmptyState>{t("workLogs.team.nobody")}</EmptyState>}
        {team.members.length > 0 && (byMonth ? <TeamMonth team={team} /> : <TeamDay team={team} />)}
      </div>
    </div>
  );
}

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { companyDay } from "@/i18n/format";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { PageTitle } from "@/kit/PageTitle";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useMedia } from "@/kit/useMedia";
import { ChartPart } from "./ChartPart";
import { ExportReport } from "./ExportReport";
import { reportQuery } from "./queries";
import { ReportTable } from "./ReportTable";
import { ReportTabs } from "./ReportTabs";
import styles from "./reports.module.css";
import { Toolbar } from "./Toolbar";
import { useReport } from "./useReport";

const Board = lazy(() => import("./Board"));

/** A report: one question, its chart, and the same numbers as a table. */
export default function ReportsPage() {
  const { t } = useTranslation();
  const phone = useMedia("phone");
  const { known, name, shape, board, filter, narrowed, change, clear } = useReport();
  const query = useQuery(reportQuery(name, filter));
  const [asked, setAsked] = useState(false);
  if (!known) return <Navigate to={`/reports/${name}`} replace />;
  const report = query.data;
  const empty = report?.rows.length === 0;
  const title = t(`reports.question.${name}`);
  const chart = !board && !empty && !query.isError && (!phone || asked) && <ChartPart report={report} />;
  const widen = () =>
    change((next) => {
      next.delete("to");
      if (name === "pipeline") next.delete("from");
      else next.set("from", `${Number(companyDay().slice(0, 4)) - 3}-01-01`);
    });
  return (
    <>
      <PageTitle title={title} actions={<ExportReport />} />
      <div className={layout.sheet}>
        <ReportTabs />
        <Toolbar report={report} error={query.error} />
        <QueryProblem query={query} />
        {!phone && chart}
        {query.isPending && (
          <div className={layout.pad}>
            <Skeleton rows={6} />
          </div>
        )}
        {board && (
          <Suspense fallback={<Skeleton rows={6} height={40} />}>
            <Board />
          </Suspense>
        )}
        {!board && empty && (
          <EmptyState
            action={
              <div className={layout.flow}>
                {shape.days && <Button onClick={widen}>{t("reports.empty.wider")}</Button>}
                {narrowed.length > 0 && <Button onClick={clear}>{t("common.filter.clear")}</Button>}
              </div>
            }
          >
            {t(`reports.empty.${name}`)}
          </EmptyState>
        )}
        {!board && report && !empty && (
          <div className={styles.numbers} data-stale={query.isPlaceholderData || undefined}>
            <ReportTable report={report} title={title} />
            {!report.complete && <p className={layout.hint}>{t("reports.incomplete")}</p>}
          </div>
        )}
        {phone && !board && !empty && (
          <div className={layout.pad}>
            <Button onClick={() => setAsked(!asked)} aria-expanded={asked}>
              {t(asked ? "reports.chart.hide" : "reports.chart.show")}
            </Button>
          </div>
        )}
        {phone && chart}
      </div>
    </>
  );
}

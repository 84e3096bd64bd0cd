import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { stages } from "@/features/projects/public";
import { useFormats } from "@/i18n/format";
import { QueryProblem } from "@/kit/ProblemNotice";
import { BoardColumn } from "./BoardColumn";
import { reportQuery } from "./queries";
import styles from "./reports.module.css";
import { useReport } from "./useReport";

/** The projects on their way, a column for each stage; its sums are those of the report. */
export default function Board() {
  const { t } = useTranslation();
  const { moneyShort } = useFormats();
  const { filter } = useReport();
  const { from, to, owner_id, department_id, customer_id } = filter;
  const query = useQuery(reportQuery("pipeline", { from, to, owner_id, department_id, customer_id }));
  const columns = query.data?.columns ?? [];
  const cell = (row: { value: string }[], key: string) => row[columns.findIndex((column) => column.key === key)]?.value ?? "";
  return (
    <>
      <QueryProblem query={query} />
      <ol className={styles.board} aria-label={t("reports.view.board")}>
        {stages.map((stage) => {
          const rows = query.data?.rows.filter((row) => row[0]?.value === stage) ?? [];
          return (
            <BoardColumn
              key={stage}
              stage={stage}
              count={query.data && rows.reduce((sum, row) => sum + Number(cell(row, "count")), 0)}
              sums={rows.map((row) => moneyShort({ amount: cell(row, "estimated"), currency: cell(row, "currency") }))}
              filter={{ stage, close_from: from, close_to: to, owner_id, department_id, customer_id }}
            />
          );
        })}
      </ol>
    </>
  );
}

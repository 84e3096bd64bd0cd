import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { Cell, Report } from "./queries";
import styles from "./reports.module.css";
import { useReport } from "./useReport";
import { useWords } from "./useWords";

/** Late, over budget, overspent: what one looks for. */
const wrong = (key: string, value: string) =>
  ((key === "late" || key === "over") && value !== "0") || (key === "left" && value.startsWith("-"));

/** The numbers of the chart, and all others: every row leads to what it is made of. */
export function ReportTable({ report, title }: { report: Report; title: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const words = useWords();
  const { place } = useReport();
  const at = report.columns.findIndex(({ key }) => key === "currency");
  // Each amount says its currency itself.
  const columns = report.columns.map((column, i) => ({ column, i })).filter(({ i }) => i !== at);
  const cells = (row: Cell[]) =>
    columns.slice(1).map(({ column, i }) => {
      const cell = row[i] ?? { value: "" };
      return (
        <td key={column.key} data-label={words.name(column)} data-wrong={wrong(column.key, cell.value) || undefined}>
          {words.text(column, cell, at < 0 ? "" : (row[at]?.value ?? ""))}
        </td>
      );
    });
  return (
    <table className={styles.table} aria-label={title}>
      <thead>
        <tr>
          {columns.map(({ column }) => (
            <th key={column.key} scope="col">
              {words.name(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.rows.map((row) => {
          const about = row[0] ?? { value: "" };
          const to = place(report.by, about.value);
          const label = words.label(report.by, about);
          return (
            // The whole row may be clicked; its name is the link for everybody else.
            <tr key={`${about.value} ${row[at]?.value ?? ""}`} data-leads={!!to || undefined} onClick={() => to && navigate(to)}>
              <th scope="row">
                {to ? (
                  <Link to={to} onClick={(event) => event.stopPropagation()}>
                    {label}
                  </Link>
                ) : (
                  label
                )}
              </th>
              {cells(row)}
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        {report.totals.map((row) => (
          <tr key={row[at]?.value ?? ""}>
            <th scope="row">{t("reports.total")}</th>
            {cells(row)}
          </tr>
        ))}
      </tfoot>
    </table>
  );
}

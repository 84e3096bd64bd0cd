import { useTranslation } from "react-i18next";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { Notice } from "@/kit/Notice";
import { saveFile } from "@/kit/saveFile";
import { csvOf } from "./csv";
import styles from "./import.module.css";
import type { ImportKind } from "./kind";
import { SampleTable } from "./SampleTable";
import type { ImportReport } from "./uploads";

interface Props {
  kind: ImportKind;
  report: ImportReport;
}

/** What a file did or would do: how many rows, which are bad and why, and which are likely there already. */
export function ImportResult({ kind, report }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const figures: [count: number, label: string][] = [
    [report.rows, t("imports.rows")],
    [report.created, t(report.dry_run ? "imports.wouldCreate" : "imports.created")],
    ...(report.customers > 0 ? [[report.customers, t("imports.customers")] as [number, string]] : []),
    ...(report.contacts > 0 ? [[report.contacts, t("imports.contacts")] as [number, string]] : []),
    [report.skipped, t("imports.skipped")],
    ...(report.left_out > 0 ? [[report.left_out, t("imports.leftOut")] as [number, string]] : []),
    [report.bad, t("imports.bad")],
  ];
  return (
    <section className={layout.stack} aria-label={t("imports.result")}>
      <h2>{t(report.dry_run ? "imports.checked" : "imports.done")}</h2>
      <dl className={styles.figures}>
        {figures.map(([count, label]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {report.stopped && (
        <Notice kind="warning">{t("imports.stopped", { why: say(report.stopped.message), row: report.stopped.row })}</Notice>
      )}
      {report.encoding && report.encoding !== "UTF-8" && (
        <p className={layout.hint}>{t("imports.encoding", { encoding: report.encoding })}</p>
      )}
      {report.skipped > 0 && <p className={layout.hint}>{t("imports.whySkipped")}</p>}
      {report.ignored_columns.length > 0 && (
        <Notice kind="warning">{t("imports.ignored", { columns: report.ignored_columns.join(t("common.separator")) })}</Notice>
      )}
      <SampleTable kind={kind} report={report} />
      <Problems kind={kind} report={report} />
      {kind.doubles?.(report)}
    </section>
  );
}

function Problems({ kind, report }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  if (report.problems.length === 0) return null;
  const names = kind.columnNames.split(",");
  const head = [t("imports.row"), t("imports.column"), t("imports.why")];
  const lines = report.problems.map(({ row, column, message }) => [
    String(row),
    names[kind.columns.indexOf(column)] ?? column,
    say(message),
  ]);
  const download = () => saveFile(new Blob([csvOf([head, ...lines])], { type: "text/csv" }), t("imports.problemFile"));
  return (
    <div>
      <h3>{t("imports.problems", { count: report.problems_total })}</h3>
      <table className={styles.table} aria-label={t("imports.problemRows")}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(([row, column, why]) => (
            <tr key={`${row}-${column}`}>
              <td>{row}</td>
              <td>{column}</td>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.problems_total > report.problems.length && (
        <p className={layout.hint}>{t("imports.firstOnly", { count: report.problems.length })}</p>
      )}
      <button type="button" className={layout.textButton} onClick={download}>
        {t("imports.downloadProblems")}
      </button>
    </div>
  );
}

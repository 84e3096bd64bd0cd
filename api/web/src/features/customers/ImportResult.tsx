import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { Notice } from "@/kit/Notice";
import styles from "./import.module.css";
import type { ImportReport } from "./uploads";

/** What a file did or would do: how many rows, which are bad and why, and which are likely there already. */
export function ImportResult({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  const figures: [count: number, label: string][] = [
    [report.rows, t("customers.import.rows")],
    [report.created, t(report.dry_run ? "customers.import.wouldCreate" : "customers.import.created")],
    [report.skipped, t("customers.import.skipped")],
    [report.bad, t("customers.import.bad")],
  ];
  return (
    <section className={layout.stack} aria-label={t("customers.import.result")}>
      <h2>{t(report.dry_run ? "customers.import.checked" : "customers.import.done")}</h2>
      <dl className={styles.figures}>
        {figures.map(([count, label]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {report.skipped > 0 && <p className={layout.hint}>{t("customers.import.whySkipped")}</p>}
      {report.ignored_columns.length > 0 && (
        <Notice kind="warning">{t("customers.import.ignored", { columns: report.ignored_columns.join(t("common.separator")) })}</Notice>
      )}
      <Problems report={report} />
      <Likely report={report} />
    </section>
  );
}

/** The columns in the order of their names in the template. */
const columns = [
  "name",
  "industry",
  "region",
  "level",
  "source",
  "address",
  "owner",
  "contact_name",
  "contact_title",
  "contact_phone",
  "contact_email",
];

function Problems({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  const say = useSay();
  if (report.problems.length === 0) return null;
  const names = t("customers.import.columns").split(",");
  return (
    <div>
      <h3>{t("customers.import.problems", { count: report.problems_total })}</h3>
      <table className={styles.table} aria-label={t("customers.import.problemRows")}>
        <thead>
          <tr>
            <th scope="col">{t("customers.import.row")}</th>
            <th scope="col">{t("customers.import.column")}</th>
            <th scope="col">{t("customers.import.why")}</th>
          </tr>
        </thead>
        <tbody>
          {report.problems.map((problem) => (
            <tr key={`${problem.row}-${problem.column}`}>
              <td>{problem.row}</td>
              <td>{names[columns.indexOf(problem.column)] ?? problem.column}</td>
              <td>{say(problem.message)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.problems_total > report.problems.length && (
        <p className={layout.hint}>{t("customers.import.firstOnly", { count: report.problems.length })}</p>
      )}
    </div>
  );
}

function Likely({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  if (report.doubles.length === 0) return null;
  return (
    <div>
      <h3>{t("customers.import.doubles", { count: report.doubles_total })}</h3>
      <table className={styles.table} aria-label={t("customers.import.doubleRows")}>
        <thead>
          <tr>
            <th scope="col">{t("customers.import.row")}</th>
            <th scope="col">{t("customers.import.like")}</th>
            <th scope="col">{t("customers.import.why")}</th>
          </tr>
        </thead>
        <tbody>
          {report.doubles.map((double, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row may be like several.
            <tr key={i}>
              <td>{double.row}</td>
              <td>
                {double.of_row ? (
                  t("customers.import.ofRow", { row: double.of_row })
                ) : double.customer ? (
                  <Link className={layout.link} to={`/customers/${double.customer.id}`}>
                    {double.customer.name}
                  </Link>
                ) : (
                  t("customers.doubles.hidden")
                )}
              </td>
              <td>
                {[
                  ...(double.reasons ?? []).map((reason) => t(`customers.doubles.${reason}`)),
                  ...(double.owner_name ? [t("customers.doubles.ask", { name: double.owner_name })] : []),
                ].join(t("common.separator"))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ImportReport } from "@/features/imports/public";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import styles from "./doubles.module.css";

/** Rows of a file that are likely there already, and who to ask about them. */
export function ImportDoubles({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  const say = useSay();
  if (report.doubles.length === 0) return null;
  return (
    <div>
      <h3>{t("customers.import.doubles", { count: report.doubles_total })}</h3>
      <table className={styles.doubles} aria-label={t("customers.import.doubleRows")}>
        <thead>
          <tr>
            <th scope="col">{t("imports.row")}</th>
            <th scope="col">{t("customers.import.like")}</th>
            <th scope="col">{t("imports.why")}</th>
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
                  ...(double.reasons ?? []).map((reason) => say(double.reason_labels?.[reason])),
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

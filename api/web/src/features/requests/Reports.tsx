import { useTranslation } from "react-i18next";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { Money } from "@/kit/Money";
import { Seal } from "@/kit/Seal";
import { Age } from "@/kit/When";
import type { RequestDetail } from "./queries";
import styles from "./Reports.module.css";

/** Both reports side by side: what the decision stands on. */
export function Reports({ request }: { request: RequestDetail }) {
  const { t } = useTranslation();
  if (request.reports.length === 0) return null;
  return (
    <section className={layout.part} aria-label={t("requests.reports.title")}>
      <div className={styles.reports}>
        {request.reports.map((report) => (
          <ReportView key={report.step} report={report} />
        ))}
      </div>
    </section>
  );
}

type Report = RequestDetail["reports"][number];

function ReportView({ report }: { report: Report }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <article className={styles.report}>
      <header className={styles.head}>
        <div>
          <h3>{say(report.step_label)}</h3>
          {report.recommendation && (
            <span className={styles.recommendation} data-recommendation={report.recommendation}>
              {say(report.recommendation_label)}
            </span>
          )}
        </div>
        <Seal name={report.filed_by.name} outcome={t("requests.reports.filed")} />
      </header>
      {report.budget && (
        <table className={styles.budget}>
          <thead>
            <tr>
              <th scope="col">{t("requests.field.category")}</th>
              <th scope="col">{t("requests.field.amount")}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(report.budget).map(([category, amount]) => (
              <tr key={category}>
                <th scope="row">{say(report.budget_labels?.[category]) || category}</th>
                <td>
                  <Money value={amount} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("requests.reports.total")}</th>
              <td>
                <Money value={report.total} size="title" />
              </td>
            </tr>
          </tfoot>
        </table>
      )}
      <p className={styles.summary}>{report.summary}</p>
      <p className={layout.hint}>
        {report.filed_by.name}
        {t("common.separator")}
        <Age at={report.filed_at} />
      </p>
    </article>
  );
}

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "react-router";
import { isGone } from "@/api/problem";
import { useSettings } from "@/api/settings";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { Missing } from "@/kit/Missing";
import { inCapitals } from "@/kit/money";
import { PageTitle } from "@/kit/PageTitle";
import { QueryProblem } from "@/kit/ProblemNotice";
import styles from "./Print.module.css";
import { PrintFacts } from "./PrintFacts";
import { type Kind, requestPath, requestQuery } from "./queries";

/** A request as one A4 sheet, black on white: facts, amount in figures and words, reports, decisions. */
export default function PrintPage() {
  const { t } = useTranslation();
  const say = useSay();
  const { money, exact } = useFormats();
  const settings = useSettings();
  const { id = "" } = useParams();
  const kind: Kind = useLocation().pathname.startsWith("/project-requests") ? "project_request" : "expense_request";
  const query = useQuery(requestQuery(kind, id));
  const request = query.data;
  if (!request && isGone(query.error)) return <Missing to="/requests" label={t("requests.page.list")} />;
  if (!request) return <QueryProblem query={query} />;
  const amount = request.amount ?? request.expected_revenue;
  return (
    <div className={styles.page}>
      <div className={styles.tools}>
        <PageTitle
          title={t("requests.print.title", { number: request.number })}
          actions={
            <>
              <Button variant="filled" onClick={() => window.print()}>
                {t("requests.page.print")}
              </Button>
              <Button component={Link} to={requestPath(request)}>
                {t("common.back")}
              </Button>
            </>
          }
        />
      </div>
      <article className={styles.sheet}>
        <header className={styles.head}>
          {settings?.company_name && <span>{settings.company_name}</span>}
          <b>{say(request.kind_label)}</b>
          <span>{request.number}</span>
        </header>
        <h2 className={styles.title}>{request.title}</h2>
        {amount && (
          <p className={styles.amount}>
            {money(amount)} <span>{inCapitals(amount.amount)}</span>
          </p>
        )}
        <PrintFacts request={request} />
        {request.reports.map((report) => (
          <section key={report.step} className={styles.part}>
            <h3>
              {say(report.step_label)}
              {t("common.separator")}
              {report.filed_by.name}
              {report.recommendation && t("common.separator") + say(report.recommendation_label)}
            </h3>
            {report.budget && (
              <p>
                {Object.entries(report.budget)
                  .map(([category, value]) => `${say(report.budget_labels?.[category]) || category} ${money(value)}`)
                  .join(t("common.separator"))}
                {t("common.separator")}
                <b>
                  {t("requests.reports.total")} {money(report.total)}
                </b>
              </p>
            )}
            <p className={styles.text}>{report.summary}</p>
          </section>
        ))}
        <section className={styles.part}>
          <h3>{t("requests.decisions.title")}</h3>
          <table className={styles.decisions}>
            <tbody>
              {request.decisions.map((decision) => (
                <tr key={decision.id}>
                  <td>{say(decision.step_label)}</td>
                  <td>
                    <b>{say(decision.outcome_label)}</b>
                    {decision.comment && <p className={styles.text}>{decision.comment}</p>}
                  </td>
                  <td>{decision.by.name}</td>
                  <td>{exact(decision.at)}</td>
                  <td className={styles.hash}>
                    {t("requests.line.revision", { revision: decision.revision })}
                    {decision.attachments.map((file) => (
                      <span key={file.id}>{file.sha256.slice(0, 12)}</span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <footer className={styles.foot}>{t("requests.print.printed", { at: exact(new Date().toISOString()) })}</footer>
      </article>
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { components } from "@/api/schema";
import { companyDay, useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { share } from "@/kit/money";
import { QueryProblem } from "@/kit/ProblemNotice";
import styles from "./home.module.css";
import { spendingQuery } from "./queries";

type Report = components["schemas"]["ManagementReport"];

/** A line of the report as what it is about and the money. */
function moneyOf(report: Report, line: Report["rows"][number]) {
  const cell = (key: string) => line[report.columns.findIndex((column) => column.key === key)];
  return { what: cell("category"), money: { amount: cell("paid")?.value ?? "0", currency: cell("currency")?.value ?? "" } };
}

/** What the company has paid this month, by category. */
export function Spending() {
  const { t } = useTranslation();
  const say = useSay();
  const { money } = useFormats();
  const today = companyDay();
  const query = useQuery(spendingQuery(`${today.slice(0, 7)}-01`, today));
  const report = query.data;
  const totals = report?.totals.map((line) => moneyOf(report, line)) ?? [];
  const rows = report?.rows.map((line) => moneyOf(report, line)) ?? [];
  const whole = (currency: string) => totals.find((total) => total.money.currency === currency)?.money.amount ?? "0";
  return (
    <section data-block>
      <h2>
        <span className={styles.big}>{totals.map((total) => money(total.money)).join(t("common.separator"))}</span>{" "}
        {t("home.spending.title")}
      </h2>
      <QueryProblem query={query} />
      {query.isSuccess && rows.length === 0 && <p className={layout.hint}>{t("home.spending.none")}</p>}
      <ul className={styles.bars}>
        {rows.map((row) => (
          <li key={`${row.what?.value} ${row.money.currency}`}>
            <span>{say(row.what?.label) || row.what?.value}</span>
            <span className={styles.bar} aria-hidden="true">
              <i style={{ width: `${share(row.money.amount, whole(row.money.currency)) * 100}%` }} />
            </span>
            <b>{money(row.money)}</b>
          </li>
        ))}
      </ul>
      <Link className={layout.link} to="/reports/spending" data-row>
        {t("home.spending.link")}
      </Link>
    </section>
  );
}

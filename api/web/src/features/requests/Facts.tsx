import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { BudgetBar } from "@/kit/BudgetBar";
import { FactList } from "@/kit/FactList";
import layout from "@/kit/layout.module.css";
import { Money } from "@/kit/Money";
import { compare, inCapitals, share, subtract } from "@/kit/money";
import styles from "./Facts.module.css";
import type { RequestDetail } from "./queries";
import { RevisedBudget } from "./RevisedBudget";

/** What is asked for: the amount loudest, then what it is for. */
export function Facts({ request }: { request: RequestDetail }) {
  return request.kind === "expense_request" ? <ExpenseFacts request={request} /> : <ProjectFacts request={request} />;
}

function ExpenseFacts({ request }: { request: RequestDetail }) {
  const { t, i18n } = useTranslation();
  const say = useSay();
  const { day, money } = useFormats();
  const approved = request.approved_amount;
  const lowered = approved && request.amount && compare(approved.amount, request.amount.amount) !== 0;
  return (
    <div>
      <Money value={request.amount} size="large" />
      {i18n.language === "zh-CN" && request.amount && <p className={layout.hint}>{inCapitals(request.amount.amount)}</p>}
      {lowered && <p className={styles.lowered}>{t("requests.facts.approvedAmount", { amount: money(approved) })}</p>}
      <div className={styles.facts}>
        <FactList
          facts={[
            [t("requests.field.customer"), request.customer.name],
            [t("requests.field.project"), request.project.name],
            [t("requests.field.category"), say(request.category_label)],
            [t("requests.field.spentOn"), request.spent_on && day(request.spent_on)],
            [t("requests.field.purpose"), request.purpose],
            [t("requests.field.paid"), request.paid_amount && money(request.paid_amount)],
            [t("requests.field.method"), say(request.method_label)],
            [t("requests.field.voucher"), request.voucher_no],
            [t("requests.field.paidOn"), request.paid_on && day(request.paid_on)],
          ]}
        />
      </div>
      {request.project_budget && (
        <section className={layout.part}>
          <BudgetBar title={t("requests.budget.title")} budget={request.project_budget} />
        </section>
      )}
    </div>
  );
}

function ProjectFacts({ request }: { request: RequestDetail }) {
  const { t } = useTranslation();
  const { day, percent } = useFormats();
  const revenue = request.expected_revenue;
  const cost = request.expected_cost;
  const margin = revenue && cost ? subtract(revenue.amount, cost.amount) : null;
  const currency = revenue?.currency ?? "CNY";
  return (
    <div>
      {request.budget_revision && <RevisedBudget revision={request.budget_revision} status={request.status} />}
      <dl className={styles.figures}>
        <div>
          <dt>{t("requests.field.revenue")}</dt>
          <dd>
            <Money value={revenue} size="large" />
          </dd>
        </div>
        <div>
          <dt>{t("requests.field.cost")}</dt>
          <dd>
            <Money value={cost} size="large" />
          </dd>
        </div>
        {margin !== null && revenue && (
          <div>
            <dt>{t("requests.facts.margin")}</dt>
            <dd>
              <Money value={{ amount: margin, currency }} size="large" />{" "}
              <span className={layout.hint}>{percent(signedShare(margin, revenue.amount))}</span>
            </dd>
          </div>
        )}
        {request.win_probability !== undefined && (
          <div>
            <dt>{t("requests.field.probability")}</dt>
            <dd className={styles.figure}>{percent(request.win_probability / 100)}</dd>
          </div>
        )}
      </dl>
      <div className={styles.facts}>
        <FactList
          facts={[
            [t("requests.field.customer"), request.customer.name],
            [t("requests.field.project"), request.project.name],
            [t("requests.field.closeOn"), request.expected_close_on && day(request.expected_close_on)],
            [t("requests.field.reason"), request.reason],
          ]}
        />
      </div>
    </div>
  );
}

const signedShare = (part: string, whole: string) => (part.startsWith("-") ? -share(part.slice(1), whole) : share(part, whole));

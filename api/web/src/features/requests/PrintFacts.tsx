import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import styles from "./Print.module.css";
import type { RequestDetail } from "./queries";
import { useBudgetChange } from "./RevisedBudget";

/** The facts of a request in two columns of a printed sheet. */
export function PrintFacts({ request }: { request: RequestDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const { money, day, exact, percent } = useFormats();
  const change = useBudgetChange();
  const facts: [string, string | undefined | false][] = [
    [t("requests.field.requester"), request.requester.name],
    [t("requests.list.status"), say(request.status_label)],
    [t("requests.field.customer"), request.customer.name],
    [t("requests.field.project"), request.project.name],
    [t("requests.field.category"), say(request.category_label)],
    [t("requests.field.spentOn"), request.spent_on && day(request.spent_on)],
    [t("requests.field.cost"), request.expected_cost && money(request.expected_cost)],
    [t("requests.revision.name"), request.budget_revision && change(request.budget_revision)],
    [t("requests.field.closeOn"), request.expected_close_on && day(request.expected_close_on)],
    [t("requests.field.probability"), request.win_probability !== undefined && percent(request.win_probability / 100)],
    [t("requests.field.approved"), request.approved_amount && money(request.approved_amount)],
    [t("requests.field.paid"), request.paid_amount && money(request.paid_amount)],
    [t("requests.field.method"), say(request.method_label)],
    [t("requests.field.voucher"), request.voucher_no],
    [t("requests.field.paidOn"), request.paid_on && day(request.paid_on)],
    [t("requests.field.submitted"), request.submitted_at && exact(request.submitted_at)],
    [t("requests.field.files"), request.attachments.map((file) => file.name).join(", ")],
  ];
  const text = request.purpose ?? request.reason;
  return (
    <>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {text && (
        <section className={styles.part}>
          <h3>{t(request.kind === "expense_request" ? "requests.field.purpose" : "requests.field.reason")}</h3>
          <p className={styles.text}>{text}</p>
        </section>
      )}
    </>
  );
}

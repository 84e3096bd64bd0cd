import { Check, Minus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema";
import styles from "./list.module.css";
import type { Customer } from "./queries";

type Result = components["schemas"]["HandedOver"];

const icons = { done: Check, unchanged: Minus, refused: X };

/** What became of each customer, and what of it stays with the former owner. */
export function HandOverResults({ results, customers }: { results: Result[]; customers: Customer[] }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.results} aria-label={t("customers.handOver.results")}>
      {results.map(({ customer_id, status, problem, unfinished }) => {
        const Icon = icons[status];
        return (
          <li key={customer_id} data-refused={status === "refused" || undefined}>
            <Icon size={14} aria-hidden="true" />
            <span>
              {customers.find(({ id }) => id === customer_id)?.name}
              {t("common.separator")}
              {problem?.detail ?? t(`customers.handOver.${status === "done" ? "done" : "unchanged"}`)}
              {unfinished.map((left) => (
                <Stays key={left.owner.id} {...left} />
              ))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** What one former owner keeps, and what of theirs nobody can submit any more. */
function Stays({ owner, drafts, requests, tasks }: components["schemas"]["Unfinished"]) {
  const { t } = useTranslation();
  const what = [
    requests > 0 && t("customers.handOver.requests", { count: requests }),
    tasks > 0 && t("customers.handOver.tasks", { count: tasks }),
  ].filter(Boolean);
  return (
    <>
      {what.length > 0 && <small>{t("customers.handOver.stays", { name: owner.name, what: what.join(t("common.separator")) })}</small>}
      {drafts > 0 && <small>{t("customers.handOver.drafts", { count: drafts, name: owner.name })}</small>}
    </>
  );
}

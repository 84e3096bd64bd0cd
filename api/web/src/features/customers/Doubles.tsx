import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { Notice } from "@/kit/Notice";
import type { LikelyDouble } from "./queries";

/** Customers that one is likely the same as, why, and whom to ask. */
export function Doubles({ likely }: { likely: LikelyDouble[] }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <div aria-live="polite">
      {likely.length > 0 && (
        <Notice kind="warning">
          <p>{t("customers.doubles.title")}</p>
          <ul>
            {likely.map(({ customer, owner_name: owner, reasons, reason_labels: labels }, i) => (
              <li key={customer?.id ?? `${owner}-${i}`}>
                {customer ? (
                  <Link className={layout.underlined} to={`/customers/${customer.id}`}>
                    {customer.name}
                  </Link>
                ) : (
                  t("customers.doubles.hidden")
                )}
                {t("common.separator")}
                {reasons.map((reason) => say(labels[reason])).join(t("common.separator"))}
                {t("common.separator")}
                {owner ? t("customers.doubles.ask", { name: owner }) : t("customers.doubles.noOwner")}
                {customer?.archived && ` ${t("customers.doubles.archived")}`}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

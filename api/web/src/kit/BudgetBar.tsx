import { useTranslation } from "react-i18next";
import { type Money, useFormats } from "@/i18n/format";
import styles from "./BudgetBar.module.css";
import { add, compare, share, subtract } from "./money";

export type Budget = { approved?: Money | null; spent: Money; waiting: Money; this?: Money | null };

/** Budget against what is paid, what waits and what this request takes; the figures are always printed. */
export function BudgetBar({ budget, small = false, title }: { budget: Budget; small?: boolean; title?: string }) {
  const { t } = useTranslation();
  const { moneyShort, money } = useFormats();
  if (!budget.approved) return <p className={styles.none}>{t("common.budget.none")}</p>;
  const currency = budget.approved.currency;
  const mine = budget.this?.amount ?? "0";
  const taken = add(budget.spent.amount, budget.waiting.amount, mine);
  const over = compare(taken, budget.approved.amount) > 0;
  const whole = over ? taken : budget.approved.amount;
  const left = subtract(budget.approved.amount, taken);
  const width = (part: string) => `${share(part, whole) * 100}%`;
  return (
    <div>
      {title && (
        <div className={styles.head}>
          <h3>{title}</h3>
          <span className={styles.legend} aria-hidden="true">
            <i className={styles.paid} /> {t("common.budget.paid")} <i className={styles.waiting} /> {t("common.budget.waiting")}
            {budget.this && (
              <>
                {" "}
                <i className={over ? styles.over : styles.this} /> {t("common.budget.this")}
              </>
            )}
          </span>
        </div>
      )}
      <div className={small ? styles.small : styles.bar} aria-hidden="true">
        <i className={styles.paid} style={{ width: width(budget.spent.amount) }} />
        <i className={styles.waiting} style={{ width: width(budget.waiting.amount) }} />
        {budget.this && <i className={over ? styles.over : styles.this} style={{ width: width(mine) }} />}
      </div>
      <p className={styles.figures}>
        <span>
          {t("common.budget.figures", {
            approved: moneyShort(budget.approved),
            paid: moneyShort(budget.spent),
            waiting: moneyShort(budget.waiting),
          })}
        </span>
        <b className={over ? styles.overText : undefined}>
          {over
            ? t("common.budget.overBy", { amount: money({ amount: left.replace("-", ""), currency }) })
            : t(budget.this ? "common.budget.leftAfter" : "common.budget.left", { amount: money({ amount: left, currency }) })}
        </b>
      </p>
    </div>
  );
}

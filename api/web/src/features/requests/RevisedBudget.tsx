import { useTranslation } from "react-i18next";
import { type Money as Amount, useFormats } from "@/i18n/format";
import { compare } from "@/kit/money";
import { Notice } from "@/kit/Notice";
import styles from "./Facts.module.css";
import type { RequestDetail } from "./queries";

type Revision = NonNullable<RequestDetail["budget_revision"]>;

const open = ["draft", "submitting", "in_review", "returned"];

/** That a request revises an approved budget: before, after, and what the new one must cover. */
export function RevisedBudget({ revision, status }: { revision: Revision; status: RequestDetail["status"] }) {
  const { t } = useTranslation();
  const change = useBudgetChange();
  return (
    <div className={styles.revision}>
      <Notice kind="info">
        {t("requests.revision.is", { change: change(revision) })} {open.includes(status) && <Covers committed={revision.committed} />}
      </Notice>
    </div>
  );
}

/** What a new budget cannot go under; nothing while nothing is spent or reserved. */
export function Covers({ committed }: { committed: Amount | undefined }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  if (!committed || compare(committed.amount, "0") === 0) return null;
  return t("requests.revision.covers", { amount: money(committed) });
}

/** A revision as before → after. */
export function useBudgetChange() {
  const { t } = useTranslation();
  const { money } = useFormats();
  return ({ before, after }: Revision) =>
    t("requests.revision.change", { before: money(before), after: after ? money(after) : t("requests.revision.open") });
}

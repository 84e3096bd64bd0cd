import { useTranslation } from "react-i18next";
import type { Project } from "@/features/requests/public";
import { useFormats } from "@/i18n/format";
import draft from "@/kit/form.module.css";
import { add, compare, subtract } from "@/kit/money";

/** What is left of the project's budget before and after this expense; going over is told and let through. */
export function Left({ project, amount, own }: { project: Project; amount: string; own?: string }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  if (!project.budget) return <p className={draft.left}>{t("expenses.noBudget")}</p>;
  const { currency } = project;
  // A returned request still holds its own part of what is pending.
  const taken = subtract(add(project.spent.amount, project.pending.amount), own ?? "0");
  const before = subtract(project.budget.amount, taken);
  const after = subtract(before, amount.replace(/\.$/, "") || "0");
  const over = compare(after, "0") < 0;
  return (
    <p className={draft.left} data-over={over || undefined}>
      {over
        ? t("expenses.over", { amount: money({ amount: after.replace("-", ""), currency }) })
        : t("expenses.left", { before: money({ amount: before, currency }), after: money({ amount: after, currency }) })}
    </p>
  );
}

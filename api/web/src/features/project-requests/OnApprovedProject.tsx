import { useTranslation } from "react-i18next";
import { Covers, type Project } from "@/features/requests/public";
import { useFormats } from "@/i18n/format";
import { add } from "@/kit/money";
import { Notice } from "@/kit/Notice";

/** A request for a project that has its budget revises it; one for any other project says nothing here. */
export function OnApprovedProject({ project: { budget, spent, pending } }: { project: Project }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  if (!budget) return null;
  return (
    <Notice kind="info">
      {t("projectRequests.revision", { budget: money(budget) })}{" "}
      <Covers committed={{ amount: add(spent.amount, pending.amount), currency: budget.currency }} />
    </Notice>
  );
}

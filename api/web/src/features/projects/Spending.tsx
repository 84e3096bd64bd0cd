import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import { BudgetBar } from "@/kit/BudgetBar";
import type { Project } from "./stages";

/** What a project has cost and what waits, against its budget where there is one. */
export function Spending({ project }: { project: Project }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const { budget, spent, pending } = project;
  if (budget) return <BudgetBar title={t("projects.budget")} budget={{ approved: budget, spent, waiting: pending }} />;
  return (
    <>
      <h2>{t("projects.budget")}</h2>
      <p>{t("projects.unbudgeted", { paid: money(spent), waiting: money(pending) })}</p>
    </>
  );
}

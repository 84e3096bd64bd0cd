import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useOptionName } from "@/api/options";
import { stages } from "@/features/projects/public";
import { projectQuery, useCustomerName, useRequesterName } from "@/features/requests/public";
import { useSay } from "@/i18n/say";
import { FilterChips } from "@/kit/FilterChips";
import { useMedia } from "@/kit/useMedia";
import { departmentsQuery } from "./queries";
import { type Narrowing, useReport } from "./useReport";
import { kinds, steps } from "./values";

/** What the report is narrowed to, in words. */
export function ReportChips() {
  const { t } = useTranslation();
  const say = useSay();
  const phone = useMedia("phone");
  const { name, board, filter, narrowed, set, clear } = useReport();
  const category = useOptionName("expense.categories");
  const customer = useCustomerName(filter.customer_id, []);
  const user = useRequesterName(filter.user_id, []);
  const owner = useRequesterName(filter.owner_id, []);
  const requester = useRequesterName(filter.requester_id, []);
  const project = useQuery({ ...projectQuery(filter.project_id ?? ""), enabled: !!filter.project_id }).data?.name;
  const departments = useQuery({ ...departmentsQuery(name), enabled: !!filter.department_id }).data;
  const stage = stages.find((one) => one === filter.stage);
  const step = steps.find((one) => one === filter.step);
  const kind = kinds.find((one) => one === filter.kind);
  const label: Record<Narrowing, () => string> = {
    from: () => t("reports.filter.fromDay", { day: filter.from }),
    to: () => t("reports.filter.toDay", { day: filter.to }),
    step: () => (step ? t(`inbox.step.${step}`) : (filter.step ?? "")),
    stage: () => (stage ? t(`projects.stage.${stage}`) : (filter.stage ?? "")),
    kind: () => (kind ? t(`workLogs.kind.${kind}`) : (filter.kind ?? "")),
    category: () => category(filter.category ?? ""),
    customer_id: () => customer ?? t("reports.filter.named.customer"),
    project_id: () => project ?? t("reports.filter.named.project"),
    user_id: () => user ?? t("reports.filter.named.person"),
    owner_id: () => owner ?? t("reports.filter.named.person"),
    requester_id: () => requester ?? t("reports.filter.named.person"),
    department_id: () =>
      say(departments?.find((cell) => cell.value === filter.department_id)?.label) || t("reports.filter.named.department"),
  };
  const shown = narrowed.filter((one) => (phone || (one !== "from" && one !== "to")) && !(board && one === "stage"));
  return (
    <FilterChips chips={shown.map((one) => ({ name: one, label: label[one]() }))} onRemove={(one) => set(one, null)} onClear={clear} />
  );
}

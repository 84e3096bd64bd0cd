import { useTranslation } from "react-i18next";
import { useCustomerName, useRequesterName } from "@/features/requests/public";
import { FilterChips } from "@/kit/FilterChips";
import { groupAmount } from "@/kit/money";
import { type Narrowing, useTaskFilter } from "./filter";
import styles from "./inbox.module.css";
import type { Task } from "./queries";

/** What the box is narrowed to, in words. */
export function TaskChips({ tasks }: { tasks: Task[] }) {
  const { t } = useTranslation();
  const { filter, narrowed, set, clear } = useTaskFilter();
  const customer = useCustomerName(
    filter.customer_id,
    tasks.map((task) => task.request.customer),
  );
  const requester = useRequesterName(
    filter.requester_id,
    tasks.map((task) => task.request.requester),
  );
  const label: Record<Narrowing, () => string> = {
    kind: () => (filter.kind ? t(`requests.kind.${filter.kind}`) : ""),
    step: () => (filter.step ? t(`inbox.step.${filter.step}`) : ""),
    overdue: () => t("inbox.filter.overdue"),
    customer_id: () => customer ?? t("requests.field.customer"),
    requester_id: () => requester ?? t("requests.field.requester"),
    amount_min: () => t("inbox.filter.from", { amount: groupAmount(filter.amount_min ?? "") }),
    amount_max: () => t("inbox.filter.to", { amount: groupAmount(filter.amount_max ?? "") }),
  };
  return (
    <FilterChips
      className={styles.chips}
      chips={narrowed.map((name) => ({ name, label: label[name]() }))}
      onRemove={(name) => set(name, null)}
      onClear={clear}
    />
  );
}

import { useTranslation } from "react-i18next";
import { FilterChips } from "@/kit/FilterChips";
import styles from "./list.module.css";
import { useCustomerName, useRequesterName } from "./names";
import type { RequestRow } from "./queries";
import { type Narrowing, useRequestFilter } from "./useRequestFilter";

/** What the list is narrowed to, in words, where the fields are out of sight. */
export function RequestChips({ requests }: { requests: RequestRow[] }) {
  const { t } = useTranslation();
  const { filter, chosen, narrowed, set, clear } = useRequestFilter();
  const customer = useCustomerName(
    filter.customer_id,
    requests.map((request) => request.customer),
  );
  const requester = useRequesterName(
    filter.requester_id,
    requests.map((request) => request.requester),
  );
  const label: Record<Narrowing, () => string> = {
    kind: () => (filter.kind ? t(`requests.kind.${filter.kind}`) : ""),
    status: () => chosen.map((status) => t(`requests.status.${status}`)).join(t("common.separator")),
    customer_id: () => customer ?? t("requests.field.customer"),
    project_id: () => requests[0]?.project.name ?? t("requests.field.project"),
    requester_id: () => requester ?? t("requests.field.requester"),
    from: () => t("requests.list.fromDay", { day: filter.from }),
    to: () => t("requests.list.toDay", { day: filter.to }),
    mine: () => t("requests.list.mine"),
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

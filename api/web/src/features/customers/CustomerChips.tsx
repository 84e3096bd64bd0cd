import { useTranslation } from "react-i18next";
import { useOptionName } from "@/api/options";
import { useRequesterName } from "@/features/requests/public";
import { FilterChips } from "@/kit/FilterChips";
import styles from "./list.module.css";
import type { Customer } from "./queries";
import { type Narrowing, useCustomerFilter } from "./useCustomerFilter";

/** What the list is narrowed to, in words. */
export function CustomerChips({ customers }: { customers: Customer[] }) {
  const { t } = useTranslation();
  const { filter, activity, narrowed, set, clear } = useCustomerFilter();
  const industry = useOptionName("customer.industries");
  const region = useOptionName("customer.regions");
  const level = useOptionName("customer.levels");
  const owner = useRequesterName(
    filter.owner_id,
    customers.flatMap((customer) => customer.owner ?? []),
  );
  const label: Record<Narrowing, () => string> = {
    owner_id: () => owner ?? t("customers.field.owner"),
    industry: () => industry(filter.industry ?? ""),
    region: () => region(filter.region ?? ""),
    level: () => level(filter.level ?? ""),
    stage: () => (filter.stage ? t(`projects.stage.${filter.stage}`) : ""),
    activity: () => (activity ? t(`customers.activity.${activity}`) : ""),
    owner_active: () => t("customers.filter.ownerInactive"),
    archived: () => t("customers.filter.archived"),
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

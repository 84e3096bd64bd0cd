import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { departmentsQuery, useRoleName } from "@/features/admin/public";
import { FilterChips } from "@/kit/FilterChips";
import { type Narrowing, useUserFilter } from "./useUserFilter";

/** What the list is narrowed to, in words. */
export function UserChips() {
  const { t } = useTranslation();
  const { filter, narrowed, set, clear } = useUserFilter();
  const role = useRoleName();
  const departments = useQuery(departmentsQuery()).data?.items ?? [];
  const label: Record<Narrowing, () => string> = {
    role: () => role(filter.role ?? ""),
    department_id: () => departments.find(({ id }) => id === filter.department_id)?.name ?? t("adminUsers.field.department"),
    active: () => t(filter.active === "false" ? "adminUsers.state.inactive" : "adminUsers.state.active"),
  };
  return (
    <FilterChips chips={narrowed.map((name) => ({ name, label: label[name]() }))} onRemove={(name) => set(name, null)} onClear={clear} />
  );
}

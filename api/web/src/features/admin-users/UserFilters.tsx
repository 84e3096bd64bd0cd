import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { departmentsQuery, treeChoices, useRoles } from "@/features/admin/public";
import { useSay } from "@/i18n/say";
import { useUserFilter } from "./useUserFilter";

/** The fields of the list's filter. Each is in effect at once. */
export function UserFilters() {
  const { t } = useTranslation();
  const say = useSay();
  const { filter, set } = useUserFilter();
  const roles = useRoles();
  const departments = useQuery(departmentsQuery()).data?.items ?? [];
  const any = { value: "", label: t("adminUsers.filter.any") };
  return (
    <>
      {roles.length > 0 && (
        <NativeSelect
          label={t("adminUsers.field.role")}
          data={[any, ...roles.map(({ key, name }) => ({ value: key, label: say(name) }))]}
          value={filter.role ?? ""}
          onChange={(event) => set("role", event.currentTarget.value)}
        />
      )}
      <NativeSelect
        label={t("adminUsers.field.department")}
        data={[any, ...treeChoices(departments)]}
        value={filter.department_id ?? ""}
        onChange={(event) => set("department_id", event.currentTarget.value)}
      />
      <NativeSelect
        label={t("adminUsers.field.state")}
        data={[any, { value: "true", label: t("adminUsers.state.active") }, { value: "false", label: t("adminUsers.state.inactive") }]}
        value={filter.active ?? ""}
        onChange={(event) => set("active", event.currentTarget.value)}
      />
    </>
  );
}

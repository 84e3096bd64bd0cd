import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { departmentsQuery, treeChoices } from "@/features/admin/public";
import type { Spec } from "@/features/records/public";
import type { User } from "./queries";

/** The fields of an account's form; the user name never changes, and the language is the person's own later. */
export function useUserSpecs(user?: User): Spec[] {
  const { t } = useTranslation();
  const departments = useQuery(departmentsQuery()).data?.items ?? [];
  const first: Spec[] = user
    ? []
    : [
        {
          name: "username",
          label: t("adminUsers.field.username"),
          kind: "text",
          hint: t("adminUsers.usernameHint"),
          wide: true,
        },
      ];
  const last: Spec[] = user
    ? []
    : [
        {
          name: "locale",
          label: t("common.language"),
          kind: "choice",
          none: t("adminUsers.browserLanguage"),
          options: [
            { value: "zh-CN", label: t("adminUsers.locale.zh") },
            { value: "en", label: t("adminUsers.locale.en") },
          ],
        },
      ];
  return [
    ...first,
    { name: "name", label: t("adminUsers.field.name"), kind: "text", wide: true },
    { name: "email", label: t("adminUsers.field.email"), kind: "email" },
    { name: "phone", label: t("adminUsers.field.phone"), kind: "tel" },
    {
      name: "department_id",
      label: t("adminUsers.field.department"),
      kind: "choice",
      none: t("adminUsers.noDepartment"),
      options: treeChoices(departments),
    },
    {
      name: "manager_id",
      label: t("adminUsers.field.manager"),
      kind: "person",
      none: t("adminUsers.noManager"),
      known: user?.manager ? [user.manager] : [],
    },
    ...last,
  ];
}

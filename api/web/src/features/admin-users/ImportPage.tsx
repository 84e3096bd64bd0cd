import { useTranslation } from "react-i18next";
import { adminKeys } from "@/features/admin/public";
import { ImportPage } from "@/features/imports/public";

const columns = ["username", "name", "email", "phone", "department", "manager", "roles", "locale"];

/** Accounts from a file. */
export default function ImportUsersPage() {
  const { t } = useTranslation();
  return (
    <ImportPage
      kind={{
        path: "/users/import",
        title: t("adminUsers.import.name"),
        back: { to: "/admin/users", label: t("adminUsers.import.back") },
        columns,
        columnNames: t("adminUsers.import.columns"),
        templateFile: t("adminUsers.import.templateFile"),
        go: (count) => t("adminUsers.import.go", { count }),
        see: t("adminUsers.import.see"),
        hint: t("adminUsers.import.hint"),
        reads: [adminKeys.users, adminKeys.roles, adminKeys.departments, ["people"]],
      }}
    />
  );
}

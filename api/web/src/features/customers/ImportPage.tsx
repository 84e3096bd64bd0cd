import { useTranslation } from "react-i18next";
import { ImportPage } from "@/features/imports/public";
import { ImportDoubles } from "./ImportDoubles";
import { customerKeys } from "./queries";

const columns = [
  "name",
  "industry",
  "region",
  "level",
  "source",
  "address",
  "owner",
  "contact_name",
  "contact_title",
  "contact_phone",
  "contact_email",
];

/** Customers from a file. */
export default function ImportCustomersPage() {
  const { t } = useTranslation();
  return (
    <ImportPage
      kind={{
        path: "/customers/import",
        title: t("customers.import.name"),
        back: { to: "/customers", label: t("customers.page.list") },
        columns,
        columnNames: t("customers.import.columns"),
        shownAs: { owner: t("customers.field.owner") },
        templateFile: t("customers.import.templateFile"),
        go: (count) => t("customers.import.go", { count }),
        see: t("customers.import.see"),
        reads: [customerKeys.all],
        doubles: (report) => <ImportDoubles report={report} />,
      }}
    />
  );
}

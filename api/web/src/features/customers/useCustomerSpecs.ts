import { useTranslation } from "react-i18next";
import { useOptions } from "@/api/options";
import type { Spec } from "@/features/records/public";

/** The fields of a customer's form. */
export function useCustomerSpecs(): Spec[] {
  const { t } = useTranslation();
  const none = t("customers.form.none");
  return [
    { name: "name", label: t("customers.field.name"), kind: "text", wide: true },
    { name: "industry", label: t("customers.field.industry"), kind: "choice", options: useOptions("customer.industries"), none },
    { name: "region", label: t("customers.field.region"), kind: "choice", options: useOptions("customer.regions"), none },
    { name: "level", label: t("customers.field.level"), kind: "choice", options: useOptions("customer.levels"), none },
    { name: "source", label: t("customers.field.source"), kind: "choice", options: useOptions("customer.sources"), none },
    { name: "address", label: t("customers.field.address"), kind: "text", wide: true },
  ];
}

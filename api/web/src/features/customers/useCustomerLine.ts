import { useTranslation } from "react-i18next";
import { useOptionName } from "@/api/options";
import { useFormats } from "@/i18n/format";
import type { Customer } from "./queries";

/** What stands beside and below a customer's name. */
export function useCustomerLine() {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const industry = useOptionName("customer.industries");
  const region = useOptionName("customer.regions");
  const level = useOptionName("customer.levels");
  return {
    level: (customer: Customer) => (customer.level ? level(customer.level) : ""),
    text: (customer: Customer) =>
      [
        customer.region && region(customer.region),
        customer.industry && industry(customer.industry),
        customer.owner && t("customers.line.owner", { name: customer.owner.name }),
        t("customers.line.activity", { when: moment(customer.last_activity_at) }),
      ]
        .filter(Boolean)
        .join(t("common.separator")),
  };
}

import { useTranslation } from "react-i18next";
import { RecordForm, useRecord } from "@/features/records/public";
import { customerFields, saveCustomer } from "./mutations";
import { type Customer, freshCustomer } from "./queries";
import { useCustomerSpecs } from "./useCustomerSpecs";

/** A customer's facts while they are edited. */
export function CustomerForm({ customer, onDone }: { customer: Customer; onDone: () => void }) {
  const { t } = useTranslation();
  const specs = useCustomerSpecs();
  const form = useRecord<Customer>({
    slot: `customer/${customer.id}`,
    fields: customerFields(customer),
    version: customer.version,
    required: ["name"],
    send: (fields, version, key) => saveCustomer(customer.id, fields, version, key),
    reload: async () => {
      const now = await freshCustomer(customer.id);
      return { fields: customerFields(now), version: now.version };
    },
    onDone,
  });
  return <RecordForm form={form} specs={specs} group={t("customers.name")} submitLabel={t("common.save")} onCancel={onDone} />;
}

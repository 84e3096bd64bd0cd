import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { RecordForm, useRecord } from "@/features/records/public";
import layout from "@/kit/layout.module.css";
import { PageTitle } from "@/kit/PageTitle";
import { Doubles } from "./Doubles";
import { customerFields, saveCustomer } from "./mutations";
import styles from "./page.module.css";
import { type Customer, checkQuery } from "./queries";
import { useCustomerSpecs } from "./useCustomerSpecs";

/** A new customer; those that it is likely the same as are named while one types. */
export default function NewCustomerPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const specs = useCustomerSpecs();
  const form = useRecord<Customer>({
    slot: "customer/new",
    fields: customerFields(),
    required: ["name"],
    send: (fields, version, key) => saveCustomer(undefined, fields, version, key),
    onDone: (customer) => navigate(customer ? `/customers/${customer.id}` : "/customers", { replace: true }),
  });
  const [name] = useDebouncedValue(form.fields.name?.trim() ?? "", 300);
  const check = useQuery({ ...checkQuery(name), enabled: name.length > 1, placeholderData: keepPreviousData });
  const likely = name.length > 1 ? (check.data?.items ?? []) : [];
  return (
    <>
      <PageTitle title={t("common.new.customer")} sub={t("customers.form.kept")} />
      <div className={layout.sheet}>
        <div className={styles.narrow}>
          <RecordForm
            form={form}
            specs={specs}
            group={t("common.new.customer")}
            submitLabel={t("common.save")}
            onCancel={() => navigate("/customers")}
          >
            <Doubles likely={likely} />
          </RecordForm>
        </div>
      </div>
    </>
  );
}

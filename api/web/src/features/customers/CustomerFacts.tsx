import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOptionName } from "@/api/options";
import { FactList } from "@/kit/FactList";
import layout from "@/kit/layout.module.css";
import { Age } from "@/kit/When";
import { CustomerForm } from "./CustomerForm";
import type { Customer } from "./queries";

/** A customer's facts, edited where they stand. */
export function CustomerFacts({ customer, changes }: { customer: Customer; changes: boolean }) {
  const { t } = useTranslation();
  const [edits, setEdits] = useState(false);
  const industry = useOptionName("customer.industries");
  const region = useOptionName("customer.regions");
  const level = useOptionName("customer.levels");
  const source = useOptionName("customer.sources");
  if (edits) return <CustomerForm customer={customer} onDone={() => setEdits(false)} />;
  return (
    <div className={layout.stack}>
      <FactList
        facts={[
          [t("customers.field.industry"), industry(customer.industry)],
          [t("customers.field.region"), region(customer.region)],
          [t("customers.field.level"), level(customer.level)],
          [t("customers.field.owner"), customer.owner?.name],
          [t("customers.field.source"), source(customer.source)],
          [t("customers.field.address"), customer.address],
          [t("customers.field.created"), <Age key="created" at={customer.created_at} />],
        ]}
      />
      {changes && (
        <div>
          <Button onClick={() => setEdits(true)}>{t("customers.facts.edit")}</Button>
        </div>
      )}
    </div>
  );
}

import { Checkbox, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { allows, useMe } from "@/api/me";
import { useOptions } from "@/api/options";
import { stages } from "@/features/projects/public";
import { PersonField } from "@/features/records/public";
import form from "@/kit/form.module.css";
import type { Customer } from "./queries";
import { activityNames, useCustomerFilter } from "./useCustomerFilter";

/** The fields of the list's filter. Each is in effect at once. */
export function FilterFields({ customers }: { customers: Customer[] }) {
  const { t } = useTranslation();
  const me = useMe();
  const { filter, activity, set } = useCustomerFilter();
  const industries = useOptions("customer.industries");
  const regions = useOptions("customer.regions");
  const levels = useOptions("customer.levels");
  const self = { id: me.user.id, name: me.user.name };
  const owners = [self, ...customers.flatMap(({ owner }) => (owner && owner.id !== self.id ? [owner] : []))];
  const any = { value: "", label: t("customers.filter.any") };
  return (
    <>
      <div className={form.pair}>
        <NativeSelect
          label={t("customers.field.industry")}
          data={[any, ...industries]}
          value={filter.industry ?? ""}
          onChange={(event) => set("industry", event.currentTarget.value)}
        />
        <NativeSelect
          label={t("customers.field.region")}
          data={[any, ...regions]}
          value={filter.region ?? ""}
          onChange={(event) => set("region", event.currentTarget.value)}
        />
        <NativeSelect
          label={t("customers.field.level")}
          data={[any, ...levels]}
          value={filter.level ?? ""}
          onChange={(event) => set("level", event.currentTarget.value)}
        />
        <NativeSelect
          label={t("customers.filter.stage")}
          data={[any, ...stages.map((stage) => ({ value: stage, label: t(`projects.stage.${stage}`) }))]}
          value={filter.stage ?? ""}
          onChange={(event) => set("stage", event.currentTarget.value)}
        />
      </div>
      <NativeSelect
        label={t("customers.field.activity")}
        data={[any, ...activityNames.map((name) => ({ value: name, label: t(`customers.activity.${name}`) }))]}
        value={activity ?? ""}
        onChange={(event) => set("activity", event.currentTarget.value)}
      />
      <PersonField
        label={t("customers.field.owner")}
        any={t("customers.filter.anybody")}
        known={owners}
        value={filter.owner_id}
        onChange={(id) => set("owner_id", id)}
      />
      {allows(me, "customer.read", "team") && (
        <Checkbox
          label={t("customers.filter.ownerInactive")}
          checked={filter.owner_active === "false"}
          onChange={(event) => set("owner_active", event.currentTarget.checked ? "false" : null)}
        />
      )}
      <Checkbox
        label={t("customers.filter.archived")}
        checked={filter.archived ?? false}
        onChange={(event) => set("archived", event.currentTarget.checked ? "true" : null)}
      />
    </>
  );
}

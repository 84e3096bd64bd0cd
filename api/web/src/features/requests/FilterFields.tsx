import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ManyMenu } from "@/kit/ManyMenu";
import { CustomerField } from "./Choosers";
import type { RequestRow } from "./queries";
import { kinds, statuses, useRequestFilter } from "./useRequestFilter";

interface Props {
  requests: RequestRow[];
  /** In a row the labels are only heard. */
  bare: boolean;
}

/** The fields of the list's filter. Each is in effect at once. */
export function FilterFields({ requests, bare }: Props) {
  const { t } = useTranslation();
  const { filter, chosen, mine, set } = useRequestFilter();
  const named = (label: string) => (bare ? { "aria-label": label, title: label } : { label });
  const [only] = chosen;
  const says = chosen.length > 1 ? t("requests.list.statuses", { count: chosen.length }) : undefined;
  return (
    <>
      <NativeSelect
        {...named(t("requests.list.kind"))}
        data={[{ value: "", label: t("requests.list.anyKind") }, ...kinds.map((value) => ({ value, label: t(`requests.kind.${value}`) }))]}
        value={filter.kind ?? ""}
        onChange={(event) => set("kind", event.currentTarget.value)}
      />
      <ManyMenu
        label={t("requests.list.status")}
        bare={bare}
        says={says ?? (only ? t(`requests.status.${only}`) : t("requests.list.anyStatus"))}
        options={statuses.map((value) => ({ value, label: t(`requests.status.${value}`) }))}
        values={chosen}
        onChange={(values) => set("status", values.join(","))}
      />
      <CustomerField
        bare={bare}
        value={filter.customer_id}
        known={requests.map((request) => request.customer)}
        onChange={(id) => set("customer_id", id)}
      />
      <TextInput
        type="date"
        {...named(t("requests.list.from"))}
        value={filter.from ?? ""}
        onChange={(event) => set("from", event.currentTarget.value)}
      />
      <TextInput
        type="date"
        {...named(t("requests.list.to"))}
        value={filter.to ?? ""}
        onChange={(event) => set("to", event.currentTarget.value)}
      />
      <Checkbox
        label={t("requests.list.mine")}
        checked={mine}
        onChange={(event) => set("mine", event.currentTarget.checked ? "true" : null)}
      />
    </>
  );
}

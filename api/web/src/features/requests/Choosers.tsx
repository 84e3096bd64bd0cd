import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { allows, useMe } from "@/api/me";
import { finds } from "@/kit/find";
import { type Named, SearchSelect } from "@/kit/SearchSelect";
import { useCustomerName, useRequesterName } from "./names";
import { customersQuery, peopleQuery } from "./queries";

interface Props {
  value: string | undefined;
  onChange: (id: string | null) => void;
  /** Those of the rows that are there: the first to offer, and all to offer where one may not read more. */
  known: Named[];
  bare?: boolean;
}

/** Each once. */
const once = (named: Named[]) => [...new Map(named.map((one) => [one.id, one])).values()];

/** A customer to look for, among those that one may see. */
export function CustomerField({ value, onChange, known, bare }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const [q, setQ] = useState("");
  const name = useCustomerName(value, known);
  const [words] = useDebouncedValue(q === name ? "" : q, 250);
  const found = useQuery({ ...customersQuery(words), enabled: allows(me, "customer.read"), placeholderData: keepPreviousData });
  return (
    <SearchSelect
      label={t("requests.field.customer")}
      any={t("requests.list.anyCustomer")}
      none={t("requests.list.noCustomer")}
      bare={bare}
      chosen={value ? { id: value, name: name ?? t("requests.field.customer") } : null}
      found={once([...known.filter((one) => finds(words, one.name)), ...(found.data?.items ?? [])])}
      onSearch={setQ}
      onChange={onChange}
    />
  );
}

/** A person whose requests are looked for. */
export function RequesterField({ value, onChange, known, bare }: Props) {
  const { t } = useTranslation();
  const [q, setQ] = useState("");
  const name = useRequesterName(value, known);
  const [words] = useDebouncedValue(q === name ? "" : q, 250);
  const found = useQuery({ ...peopleQuery(words), placeholderData: keepPreviousData });
  return (
    <SearchSelect
      label={t("requests.field.requester")}
      any={t("requests.list.anyRequester")}
      none={t("requests.list.noRequester")}
      bare={bare}
      chosen={value ? { id: value, name: name ?? t("requests.field.requester") } : null}
      found={once([...known.filter((one) => finds(words, one.name)), ...(found.data?.items ?? [])])}
      onSearch={setQ}
      onChange={onChange}
    />
  );
}

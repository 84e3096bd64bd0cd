import { NativeSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { allows, useMe } from "@/api/me";
import { customersQuery, useCustomerName } from "@/features/requests/public";
import { Choice } from "@/kit/Choice";
import { finds } from "@/kit/find";
import { SearchSelect } from "@/kit/SearchSelect";
import { useMedia } from "@/kit/useMedia";
import type { Fields } from "./fields";
import styles from "./form.module.css";
import { customerContactsQuery, customerProjectsQuery, recentCustomersQuery } from "./queries";

interface Props {
  fields: Fields;
  errors: Record<string, string>;
  set: (part: Partial<Fields>) => void;
  /** A customer was chosen by a tap. */
  onTapped?: () => void;
}

/** The name of the customer with the id, once it is known. */
function useNamedCustomer(id: string) {
  const me = useMe();
  const recent = useQuery(recentCustomersQuery(me.user.id)).data ?? [];
  return { recent, name: useCustomerName(id || undefined, recent) };
}

/** In short what was done, by its kind and customer: what a person in a hurry need not write. */
export function useInShort({ kind, customer_id }: Fields) {
  const { t } = useTranslation();
  const { name } = useNamedCustomer(customer_id);
  return kind && customer_id && name ? t("workLogs.inShort", { kind: t(`workLogs.kind.${kind}`), customer: name }) : "";
}

/** The customer that an entry is about: a tap on one of the last ones, or a search among all. */
export function CustomerField({ fields, errors, set, onTapped }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const phone = useMedia("phone");
  const [q, setQ] = useState("");
  const value = fields.customer_id;
  const { recent, name } = useNamedCustomer(value);
  const [words] = useDebouncedValue(q === name ? "" : q, 250);
  const found = useQuery({ ...customersQuery(words), placeholderData: keepPreviousData, enabled: allows(me, "customer.read") });
  // Projects and contacts are those of a customer.
  const choose = (id: string) => set({ customer_id: id, project_id: "", contact_id: "" });
  return (
    <div className={styles.customer}>
      {recent.length > 0 && (
        <Choice
          label={t("workLogs.field.customer_id")}
          options={recent.slice(0, phone ? 4 : 6).map((one) => ({ value: one.id, label: one.name }))}
          value={value || null}
          onChange={(id) => {
            choose(id);
            onTapped?.();
          }}
        />
      )}
      <SearchSelect
        label={t(recent.length > 0 ? "workLogs.otherCustomer" : "workLogs.field.customer_id")}
        any={t("workLogs.noCustomer")}
        none={t("workLogs.noneFound")}
        chosen={value ? { id: value, name: name ?? t("workLogs.field.customer_id") } : null}
        found={(found.data?.items ?? []).filter((one) => !found.isPlaceholderData || finds(words, one.name))}
        onSearch={setQ}
        onChange={(id) => choose(id ?? "")}
      />
      {errors.customer_id && <p className={styles.error}>{errors.customer_id}</p>}
    </div>
  );
}

/** What of the customer it was about, once there is one. */
export function CustomerParts({ fields, errors, set }: Props) {
  const { t } = useTranslation();
  const id = fields.customer_id;
  const projects = useQuery({ ...customerProjectsQuery(id), enabled: !!id }).data?.items ?? [];
  const contacts = useQuery({ ...customerContactsQuery(id), enabled: !!id }).data?.items ?? [];
  if (!id) return null;
  const options = (named: { id: string; name: string }[]) => [
    { value: "", label: t("workLogs.none") },
    ...named.map((one) => ({ value: one.id, label: one.name })),
  ];
  return (
    <>
      {projects.length > 0 && (
        <NativeSelect
          label={t("workLogs.field.project_id")}
          data={options(projects)}
          value={fields.project_id}
          error={errors.project_id}
          onChange={(event) => set({ project_id: event.currentTarget.value })}
        />
      )}
      {contacts.length > 0 && (
        <NativeSelect
          label={t("workLogs.field.contact_id")}
          data={options(contacts)}
          value={fields.contact_id}
          error={errors.contact_id}
          onChange={(event) => set({ contact_id: event.currentTarget.value })}
        />
      )}
    </>
  );
}

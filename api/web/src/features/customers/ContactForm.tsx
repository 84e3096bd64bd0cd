import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { RecordForm, type Spec, useRecord } from "@/features/records/public";
import { contactFields, saveContact } from "./mutations";
import { type Contact, contactsQuery, freshContact } from "./queries";

interface Props {
  customerId: string;
  /** Absent for a new one. */
  contact?: Contact;
  onDone: () => void;
}

/** A person inside the customer. */
export function ContactForm({ customerId, contact, onDone }: Props) {
  const { t } = useTranslation();
  const others = useQuery(contactsQuery(customerId)).data?.items ?? [];
  const form = useRecord<Contact>({
    slot: contact ? `contact/${contact.id}` : `contact/new/${customerId}`,
    fields: contactFields(contact),
    version: contact?.version,
    required: ["name"],
    send: (fields, version, key) => saveContact(customerId, contact?.id, fields, version, key),
    reload: async () => {
      const now = await freshContact(contact?.id ?? "");
      return { fields: contactFields(now), version: now.version };
    },
    onDone,
  });
  const words = (group: "attitude.suggest" | "role.suggest") => t(`customers.${group}`).split("|");
  const specs: Spec[] = [
    { name: "name", label: t("customers.contact.name"), kind: "text" },
    { name: "title", label: t("customers.contact.title"), kind: "text" },
    { name: "department", label: t("customers.contact.department"), kind: "text" },
    { name: "phone", label: t("customers.contact.phone"), kind: "tel" },
    { name: "email", label: t("customers.contact.email"), kind: "email" },
    { name: "birthday", label: t("customers.contact.birthday"), kind: "date" },
    { name: "decision_role", label: t("customers.contact.role"), kind: "suggest", options: words("role.suggest") },
    { name: "attitude", label: t("customers.contact.attitude"), kind: "suggest", options: words("attitude.suggest") },
    {
      name: "reports_to_id",
      label: t("customers.contact.reportsTo"),
      kind: "choice",
      none: t("customers.contact.nobody"),
      options: others.filter(({ id }) => id !== contact?.id).map(({ id, name }) => ({ value: id, label: name })),
      wide: true,
    },
    { name: "relationship", label: t("customers.contact.relationship"), kind: "area" },
  ];
  return <RecordForm form={form} specs={specs} group={t("customers.name")} submitLabel={t("common.save")} onCancel={onDone} />;
}

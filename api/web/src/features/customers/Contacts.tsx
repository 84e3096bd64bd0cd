import { Button, Checkbox } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordDrawer } from "@/features/records/public";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { ProblemNotice, QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { ContactForm } from "./ContactForm";
import { ContactRow } from "./ContactRow";
import { archiveContact } from "./mutations";
import styles from "./people.module.css";
import { type Contact, type Customer, contactsQuery } from "./queries";

/** The people inside a customer. */
export function Contacts({ customer, changes }: { customer: Customer; changes: boolean }) {
  const { t } = useTranslation();
  const [archived, setArchived] = useState(false);
  const [edited, setEdited] = useState<Contact | "new" | null>(null);
  const query = useQuery(contactsQuery(customer.id, archived));
  const move = useMutation({ mutationFn: (contact: Contact) => archiveContact(contact, !contact.archived_at) });
  const contacts = query.data?.items ?? [];
  const add = changes && <Button onClick={() => setEdited("new")}>{t("customers.contacts.new")}</Button>;
  const close = () => setEdited(null);
  return (
    <div className={layout.pad}>
      <div className={layout.spread}>
        <Checkbox
          label={t("customers.contacts.archived")}
          checked={archived}
          onChange={(event) => setArchived(event.currentTarget.checked)}
        />
        {contacts.length > 0 && add}
      </div>
      <QueryProblem query={query} />
      <ProblemNotice error={move.error} />
      {query.isPending && <Skeleton rows={5} height={32} />}
      {query.isSuccess && contacts.length === 0 && (
        <EmptyState action={!archived && add}>{t(archived ? "customers.contacts.noneArchived" : "customers.contacts.empty")}</EmptyState>
      )}
      <ul className={styles.contacts} aria-label={t("customers.parts.contacts")}>
        {contacts.map((contact) => (
          <ContactRow
            key={contact.id}
            contact={contact}
            boss={contacts.find(({ id }) => id === contact.reports_to_id)?.name}
            onEdit={changes && !archived ? () => setEdited(contact) : undefined}
            onArchive={changes ? () => move.mutate(contact) : undefined}
          />
        ))}
      </ul>
      {edited && (
        <RecordDrawer title={edited === "new" ? t("customers.contacts.new") : edited.name} onClose={close}>
          <ContactForm customerId={customer.id} {...(edited === "new" ? {} : { contact: edited })} onDone={close} />
        </RecordDrawer>
      )}
    </div>
  );
}

import { Button, Menu } from "@mantine/core";
import { Ellipsis, Mail, Phone } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "./people.module.css";
import type { Contact } from "./queries";
import { useAttitude } from "./useAttitude";

interface Props {
  contact: Contact;
  /** Whom this one reports to. */
  boss: string | undefined;
  onEdit: (() => void) | undefined;
  onArchive: (() => void) | undefined;
}

/** Somebody inside a customer: what one is, what one thinks, and how to reach them. */
export function ContactRow({ contact, boss, onEdit, onArchive }: Props) {
  const { t } = useTranslation();
  const attitude = useAttitude();
  const joined = (...words: (string | undefined)[]) => words.filter(Boolean).join(t("common.separator"));
  return (
    <li className={styles.contact}>
      <span className={styles.face} data-attitude={attitude(contact.attitude)} aria-hidden="true">
        {Array.from(contact.name)[0]}
      </span>
      <div>
        <b>{contact.name}</b>
        <p>{joined(contact.title, contact.department)}</p>
        {boss && <p>{t("customers.contact.under", { name: boss })}</p>}
      </div>
      <div>
        <div>{joined(contact.decision_role, contact.attitude)}</div>
        {contact.birthday && <p>{t("customers.contact.born", { day: contact.birthday })}</p>}
        {contact.relationship && <p>{contact.relationship}</p>}
      </div>
      <div className={styles.reach}>
        {contact.phone && (
          <a href={`tel:${contact.phone.replace(/[^\d+]/g, "")}`}>
            <Phone size={14} aria-hidden="true" />
            {contact.phone}
          </a>
        )}
        {contact.email && (
          <a href={`mailto:${contact.email}`}>
            <Mail size={14} aria-hidden="true" />
            {contact.email}
          </a>
        )}
      </div>
      <div>
        {onArchive && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="subtle" aria-label={t("customers.contacts.more", { name: contact.name })}>
                <Ellipsis size={16} aria-hidden="true" />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {onEdit && <Menu.Item onClick={onEdit}>{t("customers.facts.edit")}</Menu.Item>}
              <Menu.Item onClick={onArchive}>{t(contact.archived_at ? "customers.restore.name" : "customers.archive.name")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </li>
  );
}

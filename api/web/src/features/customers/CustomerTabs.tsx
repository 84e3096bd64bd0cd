import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { allows, useMe } from "@/api/me";
import { Tabs } from "@/kit/Tabs";
import styles from "./page.module.css";
import { type Part, parts } from "./parts";
import type { Overview } from "./queries";

interface Props {
  overview: Overview;
  part: Part;
}

/** The parts of a customer's page, with how many there are where that is known. */
export function CustomerTabs({ overview, part }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const { customer, contacts, projects, more } = overview;
  const counts: Partial<Record<Part, string>> = {
    contacts: `${contacts.length}${more.includes("contacts") ? "+" : ""}`,
    projects: `${projects.length}${more.includes("projects") ? "+" : ""}`,
  };
  const may: Partial<Record<Part, boolean>> = { requests: allows(me, "request.read"), "work-logs": allows(me, "work_log.read") };
  const shown: Part[] = ["overview", ...parts];
  return (
    <Tabs label={t("customers.parts.label")} current={part} className={styles.tabs}>
      {shown
        .filter((name) => may[name] ?? true)
        .map((name) => (
          <Link
            key={name}
            to={`/customers/${customer.id}${name === "overview" ? "" : `/${name}`}`}
            aria-current={name === part ? "page" : undefined}
          >
            {t(`customers.parts.${name}`)}
            {counts[name] && <span> {counts[name]}</span>}
          </Link>
        ))}
    </Tabs>
  );
}

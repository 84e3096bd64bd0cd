import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ProjectRow } from "@/features/projects/public";
import { Timeline } from "@/features/timeline/public";
import layout from "@/kit/layout.module.css";
import { useMedia } from "@/kit/useMedia";
import { CustomerFacts } from "./CustomerFacts";
import { People } from "./People";
import styles from "./page.module.css";
import { customerProjectsQuery, type Overview as OverviewData } from "./queries";

interface Props {
  overview: OverviewData;
  changes: boolean;
  onNote: (() => void) | undefined;
}

/** What happened, beside who they are: on a phone what happened alone, the facts folded above it. */
export function Overview({ overview, changes, onNote }: Props) {
  const { t } = useTranslation();
  const phone = useMedia("phone");
  const { customer } = overview;
  const all = useQuery({ ...customerProjectsQuery(customer.id), enabled: overview.more.includes("projects") });
  const timeline = <Timeline customerId={customer.id} projects={all.data?.items ?? overview.projects} onNote={onNote} />;
  if (phone) {
    return (
      <div className={layout.pad}>
        <details className={styles.fold}>
          <summary>{t("customers.facts.title")}</summary>
          <CustomerFacts customer={customer} changes={changes} />
        </details>
        {timeline}
      </div>
    );
  }
  return (
    <div className={styles.columns}>
      <div className={styles.main}>{timeline}</div>
      <aside className={styles.aside}>
        {overview.contacts.length > 0 && (
          <section>
            <People contacts={overview.contacts} />
          </section>
        )}
        {overview.projects.length > 0 && (
          <section>
            <div className={layout.spread}>
              <h2>{t("customers.parts.projects")}</h2>
              {overview.more.includes("projects") && (
                <Link className={layout.link} to={`/customers/${customer.id}/projects`}>
                  {t("customers.page.all")}
                </Link>
              )}
            </div>
            <ul>
              {overview.projects.slice(0, 5).map((project) => (
                <ProjectRow key={project.id} project={project} />
              ))}
            </ul>
          </section>
        )}
        <section>
          <h2>{t("customers.facts.title")}</h2>
          <CustomerFacts customer={customer} changes={changes} />
        </section>
      </aside>
    </div>
  );
}

import { Button, Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ProjectForm, ProjectRow } from "@/features/projects/public";
import { RecordDrawer } from "@/features/records/public";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import styles from "./page.module.css";
import { type Customer, customerProjectsQuery } from "./queries";

/** What a customer plans to buy. */
export function Projects({ customer, changes }: { customer: Customer; changes: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [archived, setArchived] = useState(false);
  const [makes, setMakes] = useState(false);
  const query = useQuery(customerProjectsQuery(customer.id, archived));
  const projects = query.data?.items ?? [];
  const add = changes && <Button onClick={() => setMakes(true)}>{t("projects.new")}</Button>;
  return (
    <div className={layout.pad}>
      <div className={layout.spread}>
        <Checkbox
          label={t("customers.projects.archived")}
          checked={archived}
          onChange={(event) => setArchived(event.currentTarget.checked)}
        />
        {projects.length > 0 && add}
      </div>
      <QueryProblem query={query} />
      {query.isPending && <Skeleton rows={4} height={40} />}
      {query.isSuccess && projects.length === 0 && (
        <EmptyState action={!archived && add}>{t(archived ? "customers.projects.noneArchived" : "customers.projects.empty")}</EmptyState>
      )}
      <ul className={styles.projects} aria-label={t("customers.parts.projects")}>
        {projects.map((project) => (
          <ProjectRow key={project.id} project={project} />
        ))}
      </ul>
      {makes && (
        <RecordDrawer title={t("projects.new")} onClose={() => setMakes(false)}>
          <ProjectForm
            customerId={customer.id}
            onDone={(project) => {
              setMakes(false);
              if (project) navigate(`/projects/${project.id}`);
            }}
          />
        </RecordDrawer>
      )}
    </div>
  );
}

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { allows, useMe } from "@/api/me";
import { isGone } from "@/api/problem";
import { projectQuery } from "@/features/requests/public";
import layout from "@/kit/layout.module.css";
import { Missing } from "@/kit/Missing";
import { PageTitle } from "@/kit/PageTitle";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { StatusTag } from "@/kit/StatusTag";
import { Competitors } from "./Competitors";
import { Moves } from "./Moves";
import { ProjectFacts } from "./ProjectFacts";
import { ProjectMenu } from "./ProjectMenu";
import { ProjectRequests } from "./ProjectRequests";
import styles from "./projects.module.css";
import { Spending } from "./Spending";
import { markOf, type Project } from "./stages";

/** What a customer plans to buy, and what it has cost so far. */
export default function ProjectPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const query = useQuery(projectQuery(id));
  if (query.data) return <Shown key={id} project={query.data} />;
  if (isGone(query.error)) return <Missing to="/customers" label={t("customers.page.list")} />;
  return (
    <>
      <PageTitle title={t("projects.name")} hidden />
      <div className={layout.pad}>
        <QueryProblem query={query} />
        <Skeleton rows={8} height={28} />
      </div>
    </>
  );
}

function Shown({ project }: { project: Project }) {
  const { t } = useTranslation();
  const me = useMe();
  const [edits, setEdits] = useState(false);
  const works = !project.archived_at && project.members.some(({ id }) => id === me.user.id);
  const changes = !project.archived_at && (allows(me, "customer.write", "team") || (allows(me, "customer.write") && works));
  return (
    <div className={styles.page}>
      <PageTitle
        title={project.name}
        tag={<StatusTag status={markOf[project.status]} label={t(`projects.status.${project.status}`)} />}
        sub={<Link to={`/customers/${project.customer?.id}`}>{project.customer?.name}</Link>}
        actions={
          <>
            {works && allows(me, "project_request.create") && ["open", "rejected"].includes(project.status) && (
              <Button component={Link} to={`/project-requests/new?project_id=${project.id}`}>
                {t("common.new.project")}
              </Button>
            )}
            {works && allows(me, "expense_request.create") && (
              <Button component={Link} to={`/expense-requests/new?project_id=${project.id}`} variant="filled">
                {t("common.new.expense")}
              </Button>
            )}
            <ProjectMenu project={project} changes={changes} onEdit={() => setEdits(true)} />
          </>
        }
      />
      <div className={layout.sheet}>
        <div className={styles.columns}>
          <div className={styles.main}>
            <ProjectFacts project={project} edits={edits} onDone={() => setEdits(false)} />
            <section>
              <Spending project={project} />
              {allows(me, "request.read") && <ProjectRequests projectId={project.id} />}
            </section>
            <Competitors project={project} changes={changes} />
          </div>
          <aside className={styles.aside}>
            <Moves projectId={project.id} />
          </aside>
        </div>
      </div>
    </div>
  );
}

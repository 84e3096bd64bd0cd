import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "@/i18n/format";
import { BudgetBar } from "@/kit/BudgetBar";
import layout from "@/kit/layout.module.css";
import { Money } from "@/kit/Money";
import { StatusTag } from "@/kit/StatusTag";
import styles from "./projects.module.css";
import { markOf, type Project } from "./stages";

/** A project among others: its name, how far it has come, what it may bring and what it has cost. */
export function ProjectRow({ project }: { project: Project }) {
  const { t } = useTranslation();
  const line = useProjectLine();
  return (
    <li className={styles.row}>
      <div className={layout.spread}>
        <span className={styles.name}>
          <Link to={`/projects/${project.id}`}>{project.name}</Link>
          <StatusTag status={markOf[project.status]} label={t(`projects.status.${project.status}`)} />
        </span>
        <Money value={project.estimated_amount} size="title" />
      </div>
      <p className={layout.hint}>{line(project)}</p>
      {(project.budget || project.status === "approved") && (
        <BudgetBar small budget={{ approved: project.budget, spent: project.spent, waiting: project.pending }} />
      )}
    </li>
  );
}

/** Stage, probability and when it is expected, in one line. */
export function useProjectLine() {
  const { t } = useTranslation();
  const { percent } = useFormats();
  return (project: Project) =>
    [
      t(`projects.stage.${project.stage}`),
      project.win_probability === null ? "" : percent(project.win_probability / 100),
      project.expected_close_on ? t("projects.closes", { day: project.expected_close_on }) : "",
    ]
      .filter(Boolean)
      .join(t("common.separator"));
}

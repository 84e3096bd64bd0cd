import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import layout from "@/kit/layout.module.css";
import { Money } from "@/kit/Money";
import { Notice } from "@/kit/Notice";
import { ProjectForm } from "./ProjectForm";
import styles from "./projects.module.css";
import type { Project } from "./stages";

interface Props {
  project: Project;
  edits: boolean;
  onDone: () => void;
}

/** A project's facts, edited where they stand. */
export function ProjectFacts({ project, edits, onDone }: Props) {
  const { t } = useTranslation();
  const { percent, day } = useFormats();
  const { customer } = project;
  if (edits && customer) {
    return (
      <section>
        <ProjectForm customerId={customer.id} project={project} onDone={onDone} />
      </section>
    );
  }
  return (
    <section className={layout.stack}>
      {project.archived_at && <Notice kind="info">{t("projects.archived")}</Notice>}
      <Money value={project.estimated_amount} size="large" />
      <dl className={styles.facts}>
        <div>
          <dt>{t("projects.field.stage")}</dt>
          <dd>{t(`projects.stage.${project.stage}`)}</dd>
        </div>
        <div>
          <dt>{t("projects.field.probability")}</dt>
          <dd>{project.win_probability === null ? "–" : percent(project.win_probability / 100)}</dd>
        </div>
        <div>
          <dt>{t("projects.field.closeOn")}</dt>
          <dd>{project.expected_close_on ? day(project.expected_close_on) : "–"}</dd>
        </div>
        <div>
          <dt>{t("projects.field.members")}</dt>
          <dd>{project.members.map(({ name }) => name).join(t("common.separator"))}</dd>
        </div>
      </dl>
    </section>
  );
}

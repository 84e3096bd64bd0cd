import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { useSettings } from "@/api/settings";
import { RecordForm, type Spec, useRecord } from "@/features/records/public";
import { projectFields, saveProject } from "./mutations";
import { freshProject } from "./queries";
import { type Project, stages } from "./stages";

interface Props {
  customerId: string;
  /** Absent for a new one. */
  project?: Project;
  /** Told the project where one was made or changed. */
  onDone: (project: Project | null) => void;
}

/** A project's facts. */
export function ProjectForm({ customerId, project, onDone }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const house = useSettings()?.currency;
  const currency = project?.currency ?? house ?? "CNY";
  const form = useRecord<Project>({
    slot: project ? `project/${project.id}` : `project/new/${customerId}`,
    fields: projectFields(project, me.user.id),
    version: project?.version,
    required: ["name"],
    send: (fields, version, key) => saveProject({ customerId, project, currency }, fields, version, key),
    reload: async () => {
      const now = await freshProject(project?.id ?? "");
      return { fields: projectFields(now), version: now.version };
    },
    onDone,
  });
  const self = { id: me.user.id, name: me.user.name };
  const known = [self, ...(project?.members ?? []).filter(({ id }) => id !== self.id)];
  const specs: Spec[] = [
    { name: "name", label: t("projects.field.name"), kind: "text", wide: true },
    {
      name: "stage",
      label: t("projects.field.stage"),
      kind: "choice",
      options: stages.map((stage) => ({ value: stage, label: t(`projects.stage.${stage}`) })),
    },
    { name: "estimated_amount", label: t("projects.field.amount"), kind: "money", currency },
    { name: "expected_close_on", label: t("projects.field.closeOn"), kind: "date" },
    { name: "win_probability", label: t("projects.field.probability"), kind: "percent" },
    { name: "members", label: t("projects.field.members"), kind: "people", known, wide: true },
  ];
  return <RecordForm form={form} specs={specs} group={t("projects.name")} submitLabel={t("common.save")} onCancel={() => onDone(null)} />;
}

import { useTranslation } from "react-i18next";
import { RecordForm, type Spec, useRecord } from "@/features/records/public";
import { competitorFields, saveCompetitor } from "./mutations";
import { type Competitor, freshCompetitor } from "./queries";
import type { Project } from "./stages";

interface Props {
  project: Project;
  /** Absent for a new one. */
  competitor?: Competitor;
  onDone: () => void;
}

/** Another company that wants the project. */
export function CompetitorForm({ project, competitor, onDone }: Props) {
  const { t } = useTranslation();
  const form = useRecord<Competitor>({
    slot: competitor ? `competitor/${competitor.id}` : `competitor/new/${project.id}`,
    fields: competitorFields(competitor),
    required: ["company"],
    send: (fields, version, key) => saveCompetitor(project, competitor?.id, fields, version, key),
    onDone,
    ...(competitor && {
      version: competitor.version,
      reload: async () => {
        const now = (await freshCompetitor(competitor)) ?? competitor;
        return { fields: competitorFields(now), version: now.version };
      },
    }),
  });
  const specs: Spec[] = [
    { name: "company", label: t("projects.competitors.company"), kind: "text", wide: true },
    { name: "price", label: t("projects.competitors.price"), kind: "money", currency: project.currency },
    { name: "threat", label: t("projects.competitors.threat"), kind: "suggest", options: t("projects.competitors.threats").split("|") },
    { name: "offer", label: t("projects.competitors.offer"), kind: "area" },
    { name: "strengths", label: t("projects.competitors.strengths"), kind: "area" },
    { name: "weaknesses", label: t("projects.competitors.weaknesses"), kind: "area" },
    { name: "outcome", label: t("projects.competitors.outcome"), kind: "text", wide: true },
  ];
  return <RecordForm form={form} specs={specs} group={t("projects.competitors.title")} submitLabel={t("common.save")} onCancel={onDone} />;
}

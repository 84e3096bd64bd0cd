import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordDrawer } from "@/features/records/public";
import layout from "@/kit/layout.module.css";
import { ProblemNotice, QueryProblem } from "@/kit/ProblemNotice";
import { CompetitorForm } from "./CompetitorForm";
import { CompetitorTable } from "./CompetitorTable";
import { removeCompetitor } from "./mutations";
import { type Competitor, competitorsQuery } from "./queries";
import type { Project } from "./stages";

/** Who else wants a project, side by side. */
export function Competitors({ project, changes }: { project: Project; changes: boolean }) {
  const { t } = useTranslation();
  const query = useQuery(competitorsQuery(project.id));
  const [edited, setEdited] = useState<Competitor | "new" | null>(null);
  const remove = useMutation({ mutationFn: (id: string) => removeCompetitor(project, id) });
  const competitors = query.data?.items ?? [];
  const close = () => setEdited(null);
  return (
    <section aria-label={t("projects.competitors.title")}>
      <div className={layout.spread}>
        <h2>{t("projects.competitors.title")}</h2>
        {changes && <Button onClick={() => setEdited("new")}>{t("projects.competitors.new")}</Button>}
      </div>
      <QueryProblem query={query} />
      <ProblemNotice error={remove.error} />
      {query.isSuccess && competitors.length === 0 && <p className={layout.hint}>{t("projects.competitors.empty")}</p>}
      {competitors.length > 0 && (
        <CompetitorTable
          competitors={competitors}
          {...(changes ? { onEdit: setEdited, onRemove: (competitor: Competitor) => remove.mutate(competitor.id) } : {})}
        />
      )}
      {edited && (
        <RecordDrawer title={edited === "new" ? t("projects.competitors.new") : edited.company} onClose={close}>
          <CompetitorForm project={project} {...(edited === "new" ? {} : { competitor: edited })} onDone={close} />
        </RecordDrawer>
      )}
    </section>
  );
}

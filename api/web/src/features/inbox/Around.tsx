import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Files } from "@/features/files/public";
import type { RequestDetail } from "@/features/requests/public";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Age } from "@/kit/When";
import styles from "./inbox.module.css";
import { competitorsQuery, timelineQuery } from "./queries";

/** Beside the facts: the files, why the task came to this person, and what is known around it on demand. */
export function Around({ request, why }: { request: RequestDetail; why: string }) {
  const { t } = useTranslation();
  return (
    <aside className={styles.aside}>
      <Files attachments={request.attachments} />
      {why && (
        <section>
          <h3>{t("inbox.why")}</h3>
          <p className={layout.hint}>{why}</p>
        </section>
      )}
      {request.kind === "project_request" && (
        <OnDemand title={t("inbox.competitors")}>
          <Competitors projectId={request.project.id} />
        </OnDemand>
      )}
      <OnDemand title={t("inbox.timeline")}>
        <Timeline customerId={request.customer.id} projectId={request.project.id} />
      </OnDemand>
    </aside>
  );
}

/** A part that is read only once it is opened. */
function OnDemand({ title, children }: { title: string; children: ReactNode }) {
  const [opened, setOpened] = useState(false);
  return (
    <details className={styles.more} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{title}</summary>
      {opened && children}
    </details>
  );
}

function Competitors({ projectId }: { projectId: string }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const query = useQuery(competitorsQuery(projectId));
  if (!query.data) return <QueryProblem query={query} />;
  if (query.data.items.length === 0) return <p className={layout.hint}>{t("inbox.noCompetitors")}</p>;
  return (
    <ul>
      {query.data.items.map((competitor) => (
        <li key={competitor.id}>
          <b>{competitor.company}</b> {money(competitor.price)}
          <p className={layout.hint}>
            {[competitor.offer, competitor.strengths, competitor.weaknesses].filter(Boolean).join(t("common.separator"))}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Timeline({ customerId, projectId }: { customerId: string; projectId: string }) {
  const say = useSay();
  const query = useQuery(timelineQuery(customerId, projectId));
  if (!query.data) return <QueryProblem query={query} />;
  return (
    <ul>
      {query.data.items.map((event) => (
        <li key={event.id}>
          {say(event.summary)}
          <p className={layout.hint}>
            <Age at={event.at} />
          </p>
        </li>
      ))}
    </ul>
  );
}

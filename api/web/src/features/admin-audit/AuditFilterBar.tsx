import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useRequesterName } from "@/features/requests/public";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { FilterChips } from "@/kit/FilterChips";
import { Filters } from "@/kit/Filters";
import type { Named } from "@/kit/SearchSelect";
import { useMedia } from "@/kit/useMedia";
import { AuditFields } from "./AuditFields";
import styles from "./audit.module.css";
import { type AuditEvent, auditKindsQuery } from "./queries";
import { type Narrowing, useAuditFilter } from "./useAuditFilter";

/** The filter of the list: fields in a row, and a sheet on a phone; what it is narrowed to in words. */
export function AuditFilterBar({ events }: { events: AuditEvent[] }) {
  const { t } = useTranslation();
  const say = useSay();
  const phone = useMedia("phone");
  const { day } = useFormats();
  const { filter, kind, narrowed, set, clear } = useAuditFilter();
  const subjects = useQuery(auditKindsQuery).data?.items ?? [];
  const actors: Named[] = [
    ...new Map(events.flatMap(({ actor }) => (actor.id ? [[actor.id, { id: actor.id, name: actor.name }] as const] : []))).values(),
  ];
  const who = useRequesterName(filter.actor_id, actors);
  const kinds = subjects.flatMap((subject) => [
    { kind: subject.type, label: t("adminAudit.filter.all", { what: say(subject.label) }) },
    ...subject.kinds.map((one) => ({ kind: one.kind, label: say(one.label) })),
  ]);
  const subject = events.find((event) => event.subject.id === filter.subject);
  const label: Record<Narrowing, () => string> = {
    kind: () => kinds.find((one) => one.kind === kind)?.label ?? kind ?? "",
    actor_id: () => who ?? t("adminAudit.filter.who"),
    subject: () => (subject && say(subject.subject_label)) || (filter.subject ?? ""),
    from: () => t("adminAudit.filter.since", { day: day(filter.from ?? "") }),
    to: () => t("adminAudit.filter.until", { day: day(filter.to ?? "") }),
  };
  return (
    <div className={styles.filter}>
      {phone ? (
        <Filters count={narrowed.length} group={t("admin.part.audit")} onClear={clear}>
          <AuditFields actors={actors} bare={false} />
        </Filters>
      ) : (
        <div className={styles.fields}>
          <AuditFields actors={actors} bare />
        </div>
      )}
      <FilterChips chips={narrowed.map((name) => ({ name, label: label[name]() }))} onRemove={(name) => set(name, null)} onClear={clear} />
    </div>
  );
}

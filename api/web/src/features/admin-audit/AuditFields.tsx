import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { PersonField } from "@/features/records/public";
import { useSay } from "@/i18n/say";
import type { Named } from "@/kit/SearchSelect";
import styles from "./audit.module.css";
import { auditKindsQuery } from "./queries";
import { useAuditFilter } from "./useAuditFilter";

interface Props {
  actors: Named[];
  /** In a row the labels are only heard. */
  bare: boolean;
}

/** What the list is narrowed by: what was done, who did it, and when. */
export function AuditFields({ actors, bare }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { filter, kind, set } = useAuditFilter();
  const subjects = useQuery(auditKindsQuery).data?.items ?? [];
  const named = (label: string) => (bare ? { "aria-label": label, title: label } : { label });
  const groups = subjects.map(({ type, label, kinds }) => ({
    group: say(label),
    items: [
      { value: type, label: t("adminAudit.filter.all", { what: say(label) }) },
      ...kinds.map((one) => ({ value: one.kind, label: say(one.label) })),
    ],
  }));
  return (
    <>
      <NativeSelect
        {...named(t("adminAudit.filter.kind"))}
        data={[{ value: "", label: t("adminAudit.filter.anyKind") }, ...groups]}
        value={kind ?? ""}
        onChange={(event) => set("kind", event.currentTarget.value)}
      />
      <PersonField
        label={t("adminAudit.filter.who")}
        any={t("adminAudit.filter.anybody")}
        bare={bare}
        known={actors}
        value={filter.actor_id}
        onChange={(id) => set("actor_id", id)}
      />
      <TextInput
        type="date"
        className={bare ? styles.date : undefined}
        {...named(t("adminAudit.filter.from"))}
        value={filter.from ?? ""}
        max={filter.to}
        onChange={(event) => set("from", event.currentTarget.value)}
      />
      <TextInput
        type="date"
        className={bare ? styles.date : undefined}
        {...named(t("adminAudit.filter.to"))}
        value={filter.to ?? ""}
        min={filter.from}
        onChange={(event) => set("to", event.currentTarget.value)}
      />
    </>
  );
}

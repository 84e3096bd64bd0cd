import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { PersonField } from "@/features/records/public";
import { useSay } from "@/i18n/say";
import { ManyMenu } from "@/kit/ManyMenu";
import type { Named } from "@/kit/SearchSelect";
import { kindsQuery } from "./queries";
import styles from "./timeline.module.css";
import { useTimelineFilter } from "./useTimelineFilter";

interface Props {
  projects: Named[];
  actors: Named[];
  /** In a row the labels are only heard. */
  bare: boolean;
}

/** What a timeline is narrowed by: kind, person, project and days. */
export function TimelineFields({ projects, actors, bare }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { filter, kinds, set } = useTimelineFilter();
  const subjects = useQuery(kindsQuery).data?.items ?? [];
  const options = subjects.map(({ type, label }) => ({ value: type, label: say(label) }));
  const named = (label: string) => (bare ? { "aria-label": label, title: label } : { label });
  const only = options.find((option) => option.value === kinds[0])?.label;
  return (
    <>
      <ManyMenu
        label={t("timeline.filter.kind")}
        bare={bare}
        says={kinds.length > 1 ? t("timeline.filter.kinds", { count: kinds.length }) : (only ?? t("timeline.filter.anyKind"))}
        options={options}
        values={kinds}
        onChange={(values) => set("kind", values.join(","))}
      />
      <PersonField
        label={t("timeline.filter.person")}
        any={t("timeline.filter.anybody")}
        bare={bare}
        known={actors}
        value={filter.actor_id}
        onChange={(id) => set("actor_id", id)}
      />
      {projects.length > 0 && (
        <NativeSelect
          {...named(t("timeline.filter.project"))}
          className={bare ? styles.field : undefined}
          data={[{ value: "", label: t("timeline.filter.anyProject") }, ...projects.map(({ id, name }) => ({ value: id, label: name }))]}
          value={filter.project_id ?? ""}
          onChange={(event) => set("project_id", event.currentTarget.value)}
        />
      )}
      <TextInput
        type="date"
        className={bare ? styles.date : undefined}
        {...named(t("timeline.filter.from"))}
        value={filter.from ?? ""}
        max={filter.to}
        onChange={(event) => set("from", event.currentTarget.value)}
      />
      <TextInput
        type="date"
        className={bare ? styles.date : undefined}
        {...named(t("timeline.filter.to"))}
        value={filter.to ?? ""}
        min={filter.from}
        onChange={(event) => set("to", event.currentTarget.value)}
      />
    </>
  );
}

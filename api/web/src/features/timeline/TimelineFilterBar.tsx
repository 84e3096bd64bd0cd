import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Filters } from "@/kit/Filters";
import type { Named } from "@/kit/SearchSelect";
import { useMedia } from "@/kit/useMedia";
import { TimelineFields } from "./TimelineFields";
import styles from "./timeline.module.css";
import { useTimelineFilter } from "./useTimelineFilter";

/** The filter of a timeline: fields in a row, and a sheet on a phone. */
export function TimelineFilterBar({ projects, actors }: { projects: Named[]; actors: Named[] }) {
  const { t } = useTranslation();
  const phone = useMedia("phone");
  const { narrowed, clear } = useTimelineFilter();
  if (phone) {
    return (
      <Filters count={narrowed.length} group={t("timeline.title")} onClear={clear}>
        <TimelineFields projects={projects} actors={actors} bare={false} />
      </Filters>
    );
  }
  return (
    <div className={styles.fields}>
      <TimelineFields projects={projects} actors={actors} bare />
      {narrowed.length > 0 && (
        <Button variant="subtle" onClick={clear}>
          {t("common.filter.clear")}
        </Button>
      )}
    </div>
  );
}

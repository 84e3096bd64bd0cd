import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "@/api/problem";
import { Filters } from "@/kit/Filters";
import { useMedia } from "@/kit/useMedia";
import { FilterFields } from "./FilterFields";
import type { Report } from "./queries";
import { ReportChips } from "./ReportChips";
import styles from "./reports.module.css";
import { useReport } from "./useReport";

/** What the rows are about, the days, and what else the report is narrowed by. */
export function Toolbar({ report, error }: { report: Report | undefined; error: unknown }) {
  const { t } = useTranslation();
  const phone = useMedia("phone");
  const { name, shape, by, board, filter, narrowed, set, clear } = useReport();
  const isDays = (one: string) => one === "from" || one === "to";
  const day = (end: "from" | "to") => {
    const label = t(`reports.filter.${end}`);
    return (
      <TextInput
        type="date"
        {...(phone ? { label } : { "aria-label": label, title: label })}
        error={fieldErrors(error)[`query.${end}`]}
        value={filter[end] ?? report?.[end] ?? ""}
        onChange={(event) => set(end, event.currentTarget.value)}
      />
    );
  };
  return (
    <div className={styles.toolbar}>
      {name === "pipeline" && (
        <div className={styles.switch} role="group" aria-label={t("reports.view.name")}>
          {(["figures", "board"] as const).map((view) => (
            <button
              key={view}
              type="button"
              aria-pressed={board === (view === "board")}
              onClick={() => set("view", view === "board" ? view : null)}
            >
              {t(`reports.view.${view}`)}
            </button>
          ))}
        </div>
      )}
      {!board && (
        <NativeSelect
          className={styles.by}
          aria-label={t("reports.by.name")}
          data={shape.by.map((value) => ({ value, label: t(`reports.by.${value}`) }))}
          value={by}
          onChange={(event) => set("by", event.currentTarget.value === shape.by[0] ? null : event.currentTarget.value)}
        />
      )}
      {!phone && shape.days && (
        <div className={styles.days}>
          {t(`reports.days.${name}`)}
          {day("from")}
          <span aria-hidden="true">{t("reports.nothing")}</span>
          {day("to")}
        </div>
      )}
      <Filters count={narrowed.filter((one) => phone || !isDays(one)).length} group={t("common.nav.reports")} onClear={clear}>
        {phone && shape.days && day("from")}
        {phone && shape.days && day("to")}
        <FilterFields />
      </Filters>
      <ReportChips />
    </div>
  );
}

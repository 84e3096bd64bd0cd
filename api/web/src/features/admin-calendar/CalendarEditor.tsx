import { Button } from "@mantine/core";
import { ChevronLeft, ChevronRight, History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/problem";
import {
  type Calendar,
  Elsewhere,
  SaveFoot,
  useDifferences,
  useVariableForm,
  type Variable,
  VariableHistory,
} from "@/features/admin-variables/public";
import { RecordDrawer } from "@/features/records/public";
import { useSay } from "@/i18n/say";
import { DiffTable } from "@/kit/DiffTable";
import layout from "@/kit/layout.module.css";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useFocusWrong } from "@/kit/useFocusWrong";
import { useKeys } from "@/kit/useKeys";
import { useMedia } from "@/kit/useMedia";
import { mergeCalendar, sumsOf } from "./calendar";
import styles from "./calendar.module.css";
import { DayPanel } from "./DayPanel";
import { Legend } from "./Legend";
import { useDays } from "./useDays";
import { WeekFields } from "./WeekFields";
import { Year } from "./Year";

interface Props {
  variable: Variable;
  year: string;
  onYear: (year: string) => void;
}

const fields = ["value.from", "value.to", "value.days_off"];

/** A year of a working calendar, with what would change before it is saved. */
export function CalendarEditor({ variable, year, onYear }: Props) {
  const { t } = useTranslation();
  const phone = useMedia("phone");
  const say = useSay();
  const form = useVariableForm<Calendar>({ variable, merge: mergeCalendar });
  const differences = useDifferences();
  const days = useDays({ calendar: form.typed, year, onYear, onChange: form.set });
  const [history, setHistory] = useState(false);
  const element = useFocusWrong<HTMLFormElement>(form.error);
  const name = say(variable.description);
  const group = t("admin.part.calendar");
  const go = (by: number) => onYear(String(Number(year) + by));
  useKeys([
    { keys: "mod+Enter", label: t("common.save"), group, inFields: true, run: form.submit },
    { keys: "[", label: t("adminCalendar.before"), group, run: () => go(-1) },
    { keys: "]", label: t("adminCalendar.after"), group, run: () => go(1) },
  ]);
  const others = Object.entries(form.wrong).filter(([place]) => !fields.includes(place));
  const changes = form.changed ? differences(form.base, form.typed, name) : [];
  const conflict = isApiError(form.error) && form.error.status === 409;
  const panel = <DayPanel calendar={form.typed} days={days.days} onChange={form.set} />;
  if (!form.ready) return null;
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      <div className={styles.columns}>
        <div className={styles.main}>
          <div className={styles.head}>
            <button type="button" className={styles.step} aria-label={t("adminCalendar.before")} onClick={() => go(-1)}>
              <ChevronLeft size={16} aria-hidden="true" />
            </button>
            <h2>{year}</h2>
            <button type="button" className={styles.step} aria-label={t("adminCalendar.after")} onClick={() => go(1)}>
              <ChevronRight size={16} aria-hidden="true" />
            </button>
            <p className={styles.sums}>{t("adminCalendar.sums", sumsOf(form.typed, year))}</p>
            <Button leftSection={<History size={14} aria-hidden="true" />} onClick={() => setHistory(true)}>
              {t("adminVariables.history.title")}
            </Button>
          </div>
          <Year year={year} calendar={form.typed} base={form.base} days={days} />
          <Legend />
        </div>
        <div className={styles.beside}>
          {others.length > 0 && <Notice>{others.map(([, message]) => message).join(" ")}</Notice>}
          {Object.keys(form.wrong).length === 0 && <ProblemNotice error={form.error} {...(conflict ? {} : { retry: form.submit })} />}
          <Elsewhere variable={variable} elsewhere={form.elsewhere} />
          {!phone && panel}
          <WeekFields calendar={form.typed} wrongAt={form.wrongAt} onChange={form.set} />
          {changes.length > 0 && (
            <section className={layout.part} aria-label={t("adminCalendar.changes", { count: changes.length })}>
              <h3>{t("adminCalendar.changes", { count: changes.length })}</h3>
              <DiffTable rows={changes} />
            </section>
          )}
        </div>
      </div>
      <SaveFoot form={form} changes={t("adminCalendar.changes", { count: changes.length })}>
        {phone && days.days.length > 0 ? panel : null}
      </SaveFoot>
      {history && (
        <RecordDrawer title={name} onClose={() => setHistory(false)}>
          <VariableHistory variable={variable} />
        </RecordDrawer>
      )}
    </form>
  );
}

import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "@/i18n/format";
import layout from "@/kit/layout.module.css";
import { EntryLines } from "./EntryLines";
import type { Day } from "./WeekStrip";
import styles from "./week.module.css";

interface Props {
  day: Day;
  today: string;
  current: boolean;
  /** What the entry before said comes next. */
  planned: string | undefined;
}

/** A day with its entries; an empty one offers to write. */
export function DaySection({ day, today, current, planned }: Props) {
  const { t } = useTranslation();
  const { weekday, dayMonth } = useFormats();
  const { date, state, name, logs } = day;
  const long = weekday(date, "long");
  const writable = date <= today;
  const plain = state === "off" || state === "before";
  // A day off or one to come takes one line.
  if (logs.length === 0 && !writable) return null;
  return (
    <section className={styles.section} data-day={date} data-current={current || undefined} data-state={state} aria-label={long}>
      <header className={styles.head}>
        <h3>
          {long} <span className={layout.hint}>{[dayMonth(date), name].filter(Boolean).join(t("common.separator"))}</span>
        </h3>
        {state === "missing" && <span className={styles.missing}>{t("workLogs.state.missing")}</span>}
        <Link className={styles.add} to={`/work-logs/new?date=${date}`} aria-label={t("workLogs.addOn", { day: long })}>
          <Plus size={16} aria-hidden="true" /> {t("workLogs.add")}
        </Link>
      </header>
      {logs.length === 0 && !plain && (
        <p className={layout.hint}>
          {t("workLogs.nothing", { day: long })}
          {planned && (
            <>
              {" "}
              {t("workLogs.planned")} <b>{planned}</b>
            </>
          )}
        </p>
      )}
      {logs.length === 0 && plain && <p className={layout.hint}>{t(`workLogs.state.${state}`)}</p>}
      {logs.length > 0 && (
        <ul className={styles.entries}>
          {logs.map((log) => (
            <li key={log.id}>
              <EntryLines log={log} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import { useMedia } from "@/kit/useMedia";
import type { DayState } from "./days";
import { Mark } from "./Mark";
import type { WorkLog } from "./queries";
import styles from "./week.module.css";

export interface Day {
  date: string;
  state: DayState;
  /** What the calendar calls it. */
  name: string;
  hours: number;
  logs: WorkLog[];
}

/** The week at a glance: hours of each day, and the days that are missing. */
export function WeekStrip({
  days,
  today,
  current,
  onOpen,
}: {
  days: Day[];
  today: string;
  current: string;
  onOpen: (date: string) => void;
}) {
  const { t } = useTranslation();
  // A seventh of a phone has no room for the unit, which the sum above the week tells.
  const phone = useMedia("phone");
  const { number, weekday } = useFormats();
  return (
    <ul className={styles.strip}>
      {days.map(({ date, state, hours, logs }) => (
        <li key={date}>
          <button
            type="button"
            className={styles.day}
            data-state={state}
            aria-current={date === current ? "date" : undefined}
            onClick={() => onOpen(date)}
          >
            <span className={styles.weekday}>
              {weekday(date)} {Number(date.slice(8))}
            </span>
            <span className={styles.done}>
              <Mark state={state} today={date === today} />
              {logs.length > 0 ? (
                phone ? (
                  number(hours)
                ) : (
                  t("workLogs.hours", { hours: number(hours) })
                )
              ) : (
                <span>{t(`workLogs.state.${state}`)}</span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

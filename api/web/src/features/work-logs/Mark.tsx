import { useTranslation } from "react-i18next";
import type { DayState } from "./days";
import styles from "./marks.module.css";

/** A day at a glance; beside words it is drawn only. */
export function Mark({ state, today = false, said = false }: { state: DayState; today?: boolean; said?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={styles.mark} data-state={state} data-now={today || undefined}>
      {said && <span className={styles.said}>{t(`workLogs.state.${state}`)}</span>}
    </span>
  );
}

const shown: DayState[] = ["wrote", "visit", "missing", "off", "before"];

/** What the marks mean. */
export function MarkLegend() {
  const { t } = useTranslation();
  return (
    <ul className={styles.legend} aria-hidden="true">
      {shown.map((state) => (
        <li key={state}>
          <Mark state={state} /> {t(`workLogs.state.${state}`)}
        </li>
      ))}
    </ul>
  );
}

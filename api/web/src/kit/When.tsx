import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import styles from "./marks.module.css";

/** A moment, near ones by weekday, with the exact time as title. */
export function Age({ at }: { at: string }) {
  const { moment, exact } = useFormats();
  return (
    <time dateTime={at} title={exact(at)}>
      {moment(at)}
    </time>
  );
}

const hour = 3_600_000;

/** When something is due: how late it is, how long is left within a day, else when. */
export function Due({ at, now = Date.now() }: { at: string | null | undefined; now?: number }) {
  const { t } = useTranslation();
  const { moment, exact } = useFormats();
  if (!at) return null;
  const left = Date.parse(at) - now;
  const title = exact(at);
  if (left < 0) {
    const late = Math.max(1, Math.floor(-left / hour));
    const text = late < 48 ? t("common.due.lateHours", { count: late }) : t("common.due.lateDays", { count: Math.floor(late / 24) });
    return (
      <time dateTime={at} title={title} className={styles.late}>
        {text}
      </time>
    );
  }
  return (
    <time dateTime={at} title={title}>
      {left < 12 * hour ? t("common.due.leftHours", { count: Math.max(1, Math.round(left / hour)) }) : moment(at)}
    </time>
  );
}

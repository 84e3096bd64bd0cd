import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "@/i18n/format";
import layout from "@/kit/layout.module.css";
import { Failed } from "./Failed";
import styles from "./home.module.css";
import { useBlocks } from "./useBlocks";

/** One's own week: the hours of each day, and the days that are missing. */
export function Week() {
  const { t } = useTranslation();
  const { number, weekday } = useFormats();
  const { home, failed } = useBlocks();
  const week = home?.week;
  if (!week && !failed("week")) return null;
  const days = week?.days.filter(({ working, entries }) => working || entries > 0) ?? [];
  return (
    <section data-block>
      <h2>
        <span className={styles.big}>{week ? t("home.week.hours", { hours: number(Number(week.hours)) }) : "–"}</span>{" "}
        {t("home.week.title")}
      </h2>
      <Failed block="week" />
      <ul className={styles.week}>
        {days.map(({ date, entries, hours, missing }) => (
          <li key={date} data-state={entries > 0 ? "wrote" : missing ? "missing" : "open"}>
            <b>{weekday(date)}</b>
            <span>{entries > 0 ? t("home.week.hours", { hours: number(Number(hours)) }) : missing && t("home.week.missing")}</span>
          </li>
        ))}
      </ul>
      <Link className={layout.link} to="/work-logs" data-row>
        {t("home.week.link")}
      </Link>
    </section>
  );
}

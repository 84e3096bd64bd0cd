import { useTranslation } from "react-i18next";
import { useMedia } from "@/kit/useMedia";
import styles from "./calendar.module.css";

/** What the looks of a day mean, and the keys. */
export function Legend() {
  const { t } = useTranslation();
  const coarse = useMedia("coarse");
  return (
    <div className={styles.legend}>
      <span>
        <i data-kind="holiday" data-off />
        {t("adminCalendar.kind.holiday")}
      </span>
      <span>
        <i data-kind="working" />
        {t("adminCalendar.kind.working")}
      </span>
      <span>
        <i data-kind="ordinary" data-off />
        {t("adminCalendar.state.off")}
      </span>
      <span>
        <i data-changed />
        {t("adminCalendar.state.changed")}
      </span>
      {!coarse && <p>{t("adminCalendar.keys")}</p>}
    </div>
  );
}

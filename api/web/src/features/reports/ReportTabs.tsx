import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Tabs } from "@/kit/Tabs";
import styles from "./reports.module.css";
import { useReport } from "./useReport";

/** The reports. The filter stays with its own. */
export function ReportTabs() {
  const { t } = useTranslation();
  const { name, names } = useReport();
  return (
    <Tabs label={t("reports.tabs")} current={name} className={styles.tabs}>
      {names.map((one) => (
        <Link key={one} to={`/reports/${one}`} aria-current={one === name ? "page" : undefined}>
          {t(`reports.name.${one}`)}
        </Link>
      ))}
    </Tabs>
  );
}

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import layout from "@/kit/layout.module.css";
import styles from "./reports.module.css";
import { useReport } from "./useReport";

/** The reports. The filter stays with its own. */
export function Tabs() {
  const { t } = useTranslation();
  const { name, names } = useReport();
  return (
    <nav className={`${layout.tabs} ${styles.tabs}`} aria-label={t("reports.tabs")}>
      {names.map((one) => (
        <Link key={one} to={`/reports/${one}`} aria-current={one === name ? "page" : undefined}>
          {t(`reports.name.${one}`)}
        </Link>
      ))}
    </nav>
  );
}

import { useTranslation } from "react-i18next";
import styles from "./Brand.module.css";

/** The product's mark and name. */
export function Brand({ short = false }: { short?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={styles.brand}>
      <img src="/icon.svg" alt="" width="24" height="24" />
      {!short && <b>{t("common.product")}</b>}
    </div>
  );
}

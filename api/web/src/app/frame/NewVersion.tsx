import { RotateCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMedia } from "@/kit/useMedia";
import { keepNow } from "@/offline/drafts";
import { takeNewVersion, useNewVersion } from "@/offline/worker";
import styles from "./TopBar.module.css";

/** There is a newer version of the page; it comes when the person wants it to. */
export function NewVersion() {
  const { t } = useTranslation();
  const phone = useMedia("phone");
  if (!useNewVersion()) return null;
  const reload = () => {
    // The field that is being typed in hands over what it holds.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    void keepNow().then(takeNewVersion);
  };
  return (
    <button type="button" className={styles.version} title={t("common.newVersion.hint")} onClick={reload}>
      <RotateCw size={14} aria-hidden="true" />
      <span className={phone ? styles.spoken : undefined}>{t("common.newVersion.name")}</span>
    </button>
  );
}

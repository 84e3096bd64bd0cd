import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSettings } from "@/api/settings";
import { Brand } from "@/app/frame/Brand";
import { LanguageSwitch } from "@/app/frame/LanguageSwitch";
import styles from "./Outside.module.css";

/** What surrounds the screens that need no sign-in. */
export function Outside({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const settings = useSettings();
  return (
    <div className={styles.outside}>
      <header className={styles.about}>
        <Brand />
        <div className={styles.words}>
          <p className={styles.company}>{settings?.company_name || t("common.product")}</p>
          <p className={styles.line}>{t("account.about")}</p>
        </div>
        <LanguageSwitch />
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  );
}

import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answer, client } from "@/api/client";
import { type Me, meQuery } from "@/api/me";
import { type Language, switchLanguage } from "@/i18n";
import styles from "./LanguageSwitch.module.css";

const names: Record<Language, string> = { "zh-CN": "中文", en: "English" };

/** Switches the language at once; for a person who has signed in, the account keeps it. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();

  async function choose(language: Language) {
    const me = queries.getQueryData(meQuery.queryKey);
    if (me) queries.setQueryData(meQuery.queryKey, { ...me, locale: language } as Me);
    await switchLanguage(language);
    if (!me) return;
    try {
      const kept = await answer(client.PATCH("/me", { body: { version: me.user.version, locale: language } }));
      queries.setQueryData(meQuery.queryKey, kept);
    } catch {
      // The page speaks the language already; the account gets it with the next change.
      void queries.invalidateQueries({ queryKey: meQuery.queryKey });
    }
  }

  return (
    <div className={styles.switch} role="group" aria-label={t("common.language")}>
      {(Object.keys(names) as Language[]).map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => void choose(language)}
        >
          {names[language]}
        </button>
      ))}
    </div>
  );
}

import { useTranslation } from "react-i18next";
import { currentLanguage, type Language } from ".";

/** A text of the server in both languages. */
export type Said = { "zh-CN": string; en: string };

export const sayIn = (language: Language, text: Said | null | undefined) => text?.[language] ?? "";

/** Says the server's texts in the language of the page, and follows a switch. */
export function useSay() {
  const { i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : currentLanguage();
  return (text: Said | null | undefined) => sayIn(language, text);
}

import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Words } from "./zh-CN";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Words };
    returnNull: false;
  }
}

export type Language = "zh-CN" | "en";
export const languages: Language[] = ["zh-CN", "en"];

const load: Record<Language, () => Promise<{ words: object }>> = {
  "zh-CN": () => import("./zh-CN"),
  en: () => import("./en"),
};

/** What a person who has not signed in may read. */
const loadFirst: Record<Language, () => Promise<{ words: object }>> = {
  "zh-CN": () => import("./zh-CN/first"),
  en: () => import("./en/first"),
};

/** Whether the words of all screens are wanted by now. */
let whole = false;
const held = new Set<string>();

export const isLanguage = (value: unknown): value is Language => value === "zh-CN" || value === "en";

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : "zh-CN";
}

async function fetchWords(language: Language) {
  const name = whole ? language : `${language}/first`;
  if (held.has(name)) return;
  const { words } = await (whole ? load : loadFirst)[language]();
  i18next.addResourceBundle(language, "translation", words, true, true);
  held.add(name);
}

/** Fetches the words of the screens behind the sign-in. */
export async function wholeWords() {
  whole = true;
  await fetchWords(currentLanguage());
}

/** Starts with the language that scheme.js found. */
export async function startWords() {
  const first: Language = document.documentElement.lang === "en" ? "en" : "zh-CN";
  await i18next.use(initReactI18next).init({
    lng: first,
    fallbackLng: false,
    resources: { [first]: { translation: (await loadFirst[first]()).words } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
}

/** Switches the language without a reload; nothing that was typed is touched. */
export async function switchLanguage(language: Language) {
  await fetchWords(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem("language", language);
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}

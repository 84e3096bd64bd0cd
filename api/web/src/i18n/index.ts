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

/** Words that come together: before the sign-in, behind it, and with some of the screens. */
export type Part = "first" | "main" | "customers" | "admin";

const load: Record<Language, Record<Part, () => Promise<{ words: object }>>> = {
  "zh-CN": {
    first: () => import("./zh-CN/first"),
    main: () => import("./zh-CN/main"),
    customers: () => import("./zh-CN/customers"),
    admin: () => import("./zh-CN/admin"),
  },
  en: {
    first: () => import("./en/first"),
    main: () => import("./en/main"),
    customers: () => import("./en/customers"),
    admin: () => import("./en/admin"),
  },
};

/** The parts that are wanted by now, in whatever language is chosen. */
const wanted = new Set<Part>(["first"]);
const held = new Set<string>();

export const isLanguage = (value: unknown): value is Language => value === "zh-CN" || value === "en";

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : "zh-CN";
}

async function fetchWords(language: Language) {
  await Promise.all(
    [...wanted].map(async (part) => {
      const name = `${language}/${part}`;
      if (held.has(name)) return;
      const { words } = await load[language][part]();
      i18next.addResourceBundle(language, "translation", words, true, true);
      held.add(name);
    }),
  );
}

/** Fetches the words of screens that are about to be shown. */
export async function wantWords(...parts: Part[]) {
  for (const part of parts) wanted.add(part);
  await fetchWords(currentLanguage());
}

/** Starts with the language that scheme.js found. */
export async function startWords() {
  const first: Language = document.documentElement.lang === "en" ? "en" : "zh-CN";
  await i18next.use(initReactI18next).init({
    lng: first,
    fallbackLng: false,
    resources: { [first]: { translation: (await load[first].first()).words } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  held.add(`${first}/first`);
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

import { useEffect } from "react";
import type { Me } from "@/api/me";
import { currentLanguage, isLanguage, switchLanguage } from "@/i18n";

/** The language that the person has chosen comes before the browser's. */
export function usePersonsLanguage(me: Me | null | undefined) {
  const chosen = me?.locale;
  useEffect(() => {
    if (isLanguage(chosen) && chosen !== currentLanguage()) void switchLanguage(chosen);
  }, [chosen]);
}

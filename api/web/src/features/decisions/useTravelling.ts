import { useTranslation } from "react-i18next";
import { useAway } from "@/api/reach";

/** Where a decision is that nobody has answered yet, in a word: without a server it waits for one, and is not taken. */
export function useTravelling() {
  const { t } = useTranslation();
  return t(useAway() ? "decisions.waits" : "decisions.sending");
}

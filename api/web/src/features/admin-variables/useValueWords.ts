import { useTranslation } from "react-i18next";
import { allows, useMe } from "@/api/me";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { useRoles } from "./queries";
import { durationOf, isCalendar, isOptions, isTexts } from "./values";

export const fallbackRole = "approval.fallback_role";

/** Says a value of a global variable; the key tells what a plain number or text means. */
export function useValueWords() {
  const { t } = useTranslation();
  const say = useSay();
  const { money, number, size } = useFormats();
  const roles = useRoles(allows(useMe(), "role.manage"));
  return (value: unknown, key = ""): string => {
    if (value === null || value === undefined || value === "") return "";
    if (typeof value === "boolean") return t(value ? "adminVariables.value.yes" : "adminVariables.value.no");
    if (typeof value === "number") {
      if (key.endsWith("_bytes")) return size(value);
      return key.endsWith("_hours") ? t("adminVariables.value.hours", { count: value }) : number(value);
    }
    if (typeof value === "string") {
      if (key === fallbackRole) return say(roles.find((role) => role.key === value)?.name) || value;
      const time = durationOf(value);
      if (!time) return value;
      const parts = [
        time.hours && t("adminVariables.value.hours", { count: time.hours }),
        time.minutes && t("adminVariables.value.minutes", { count: time.minutes }),
      ].filter(Boolean);
      return parts.join(" ") || value;
    }
    if (isOptions(value)) {
      return value
        .filter((option) => !option.retired)
        .map((option) => say(option.label))
        .join(t("adminVariables.value.comma"));
    }
    if (isTexts(value)) return value.join(t("adminVariables.value.comma"));
    if (isCalendar(value)) {
      const { from, to, holidays, working_days: made } = value;
      return t("adminVariables.value.calendar", { from, to, holidays: holidays.length, made: made.length });
    }
    if (typeof value === "object" && "amount" in value && "currency" in value) {
      return money({ amount: String(value.amount), currency: String(value.currency) });
    }
    return JSON.stringify(value);
  };
}

export type ValueWords = ReturnType<typeof useValueWords>;

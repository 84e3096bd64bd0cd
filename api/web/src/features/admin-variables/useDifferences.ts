import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import type { Difference } from "@/kit/DiffTable";
import { type CalendarPart, calendarParts, type OptionPart, optionParts, textParts } from "./differences";
import type { Option } from "./queries";
import { useValueWords } from "./useValueWords";
import { isCalendar, isOptions, isTexts } from "./values";

/** Says what a change did: option by option, day by day, or the value as a whole. */
export function useDifferences() {
  const { t } = useTranslation();
  const say = useSay();
  const words = useValueWords();
  const { day, weekday } = useFormats();

  const option = ({ key, before, after, order }: OptionPart): Difference => {
    if (order) {
      const names = (options: Option[]) => options.map(({ label }) => say(label)).join(t("adminVariables.value.comma"));
      return { field: t("adminVariables.difference.order"), before: names(order.before), after: names(order.after) };
    }
    const name = say((after ?? before)?.label);
    const text = (one: OptionPart["before"]) =>
      one ? `${one.label["zh-CN"]} / ${one.label.en}${one.retired ? t("adminVariables.difference.retired") : ""}` : "";
    return { field: name ? `${name} (${key})` : key, before: text(before), after: text(after) };
  };
  const calendar = ({ name, before, after }: CalendarPart): Difference => {
    if (name === "hours") return { field: t("adminVariables.difference.hours"), before, after };
    if (name === "days_off") {
      const names = (days: string) =>
        days
          .split(",")
          .filter(Boolean)
          .map((one) => weekday(sampleDays[one] ?? one, "long"))
          .join(t("adminVariables.value.comma"));
      return { field: t("adminVariables.difference.daysOff"), before: names(before), after: names(after) };
    }
    const state = (text: string) => {
      const [kind, ...rest] = text.split(":");
      if (kind !== "holiday" && kind !== "working") return t("adminVariables.difference.ordinary");
      const called = rest.join(":");
      const said = t(`adminVariables.difference.${kind}`);
      return called ? said + t("common.separator") + called : said;
    };
    return { field: day(name), before: state(before), after: state(after) };
  };

  return (before: unknown, after: unknown, name: string, key = ""): Difference[] => {
    if (isOptions(before) && isOptions(after)) return optionParts(before, after).map(option);
    if (isCalendar(before) && isCalendar(after)) return calendarParts(before, after).map(calendar);
    if (isTexts(before) && isTexts(after)) {
      const parts = textParts(before, after);
      return [{ field: name, before: words(parts.before, key), after: words(parts.after, key) }];
    }
    return [{ field: name, before: words(before, key), after: words(after, key) }];
  };
}

/** A day of each name, to say it in the page's language. */
export const sampleDays: Record<string, string> = {
  monday: "2024-01-01",
  tuesday: "2024-01-02",
  wednesday: "2024-01-03",
  thursday: "2024-01-04",
  friday: "2024-01-05",
  saturday: "2024-01-06",
  sunday: "2024-01-07",
};

import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import type { Cell, Column } from "./queries";

/** What the cells of a report say. */
export function useWords() {
  const { t } = useTranslation();
  const say = useSay();
  const { decimal, money, month } = useFormats();
  const text = (column: Column, cell: Cell, currency: string): string => {
    if (cell.value === "") return t("reports.nothing");
    if (column.kind === "money") return money({ amount: cell.value, currency });
    if (column.kind === "count" || column.kind === "hours") return decimal(cell.value);
    return say(cell.label) || cell.value;
  };
  return {
    label: (about: string, cell: Cell) => say(cell.label) || (about === "month" && cell.value ? month(cell.value) : cell.value),
    name: (column: Column) => say(column.label),
    text,
  };
}

import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import type { Difference } from "@/kit/DiffTable";
import { changedFields, type FieldName, type Fields } from "./fields";
import type { WorkLog } from "./queries";

/** Says what differs between two states of an entry's fields; the entries know what their ids are called. */
export function useDifferences(...known: WorkLog[]) {
  const { t } = useTranslation();
  const { number, day } = useFormats();
  const named = known.flatMap((log) => [log.customer, log.project, log.contact]);
  const say = (name: FieldName, value: string) => {
    if (!value) return "";
    if (name === "kind") return t(`workLogs.kind.${value as WorkLog["kind"]}`);
    if (name === "work_date") return day(value);
    if (name === "hours") return t("workLogs.hours", { hours: number(Number(value)) });
    return named.find((one) => one?.id === value)?.name ?? value;
  };
  return (before: Fields, after: Fields): Difference[] =>
    changedFields(before, after).map((name) => ({
      field: t(`workLogs.field.${name}`),
      before: say(name, before[name]),
      after: say(name, after[name]),
    }));
}

import { useTranslation } from "react-i18next";
import { useDifferences } from "@/features/admin-variables/public";
import { differences } from "@/features/requests/public";
import { useFormats } from "@/i18n/format";
import { type Said, useSay } from "@/i18n/say";
import type { Difference } from "@/kit/DiffTable";
import { grantParts, isGrants } from "./grants";
import type { AuditEvent } from "./queries";

type Labels = Record<string, Said> | undefined;

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** What an act changed, in words: each permission, option and day by itself. */
export function useActDifferences() {
  const { t } = useTranslation();
  const say = useSay();
  const { exact } = useFormats();
  const variable = useDifferences();
  const plain = (value: unknown): unknown => {
    if (typeof value === "boolean") return t(value ? "adminVariables.value.yes" : "adminVariables.value.no");
    return typeof value === "string" && moment.test(value) ? exact(value) : value;
  };
  return (event: AuditEvent): Difference[] =>
    Object.entries(event.changes).flatMap(([field, { before, after }]) => {
      const labels: Labels = event.value_labels[field];
      const named = (code: string) => say(labels?.[code]) || code;
      if (isGrants(before, after)) {
        return grantParts(before, after).map((part) => ({
          field: named(part.action),
          before: named(part.before),
          after: named(part.after),
        }));
      }
      if (event.subject.type === "variable") {
        const name = say(event.field_labels[field]) || field;
        return variable(before, after, name, event.subject.id);
      }
      return differences({ ...event, changes: { [field]: { before: plain(before), after: plain(after) } } }, say);
    });
}

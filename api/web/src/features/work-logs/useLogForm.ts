import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "@/api/problem";
import { type FieldName, type Fields, fieldNames } from "./fields";

/** What is wrong in a form, by field: what is missing, and what the server refused. */
export function useLogErrors(error: unknown, missing: FieldName[]) {
  const { t } = useTranslation();
  const fromServer = fieldErrors(error);
  const errors: Record<string, string> = {};
  for (const [name, message] of Object.entries(fromServer)) errors[name.replace(/^fields\./, "")] = message;
  for (const name of missing) errors[name] = t("workLogs.required");
  return errors;
}

export const missingFields = (fields: Fields): FieldName[] =>
  (["kind", "content", "work_date"] as const).filter((name) => !fields[name].trim());

/** Puts the focus into the first wrong field, once it is drawn. */
export function useFirstWrong() {
  const form = useRef<HTMLFormElement>(null);
  const focus = (names: string[]) => {
    const name = fieldNames.find((one) => names.includes(one)) ?? names[0];
    window.requestAnimationFrame(() =>
      form.current
        ?.querySelector<HTMLElement>(
          `[data-field="${name}"] :is(input:checked, input:not([type=radio]), textarea), [data-field="${name}"] input`,
        )
        ?.focus(),
    );
  };
  return { form, focus };
}

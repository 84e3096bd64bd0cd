import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/problem";
import { Clashes } from "@/features/requests/public";
import { DiffTable } from "@/kit/DiffTable";
import layout from "@/kit/layout.module.css";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useKeys } from "@/kit/useKeys";
import styles from "./records.module.css";
import { SpecField } from "./SpecField";
import { type Spec, shownValue } from "./spec";
import { type RecordState, useFocusWrong } from "./useRecord";

interface Props {
  form: RecordState;
  specs: Spec[];
  submitLabel: string;
  group: string;
  /** Gives up what was typed. */
  onCancel: () => void;
  /** What is known about what is being typed. */
  children?: ReactNode;
}

/** The form of a record. What was wrong stands at its field; what was changed elsewhere is shown, nothing is overwritten. */
export function RecordForm({ form, specs, submitLabel, group, onCancel, children }: Props) {
  const { t } = useTranslation();
  const names = Object.fromEntries(specs.map((spec) => [spec.name, spec.label]));
  const element = useFocusWrong(form, Object.keys(names));
  useKeys([{ keys: "mod+Enter", label: submitLabel, group, inFields: true, run: form.submit }]);
  const atFields = specs.some((spec) => form.wrongOf(spec.name));
  const conflict = isApiError(form.error) && form.error.status === 409;
  const shown = (field: string, value: string) => {
    const spec = specs.find((one) => one.name === field);
    return spec ? shownValue(spec, value) : value;
  };
  if (!form.ready) return null;
  return (
    <form
      ref={element}
      noValidate
      className={layout.stack}
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      {!atFields && <ProblemNotice error={form.error} {...(conflict ? {} : { retry: form.submit })} />}
      {form.elsewhere.length > 0 && (
        <Notice kind="warning">
          <p>{t("records.elsewhere")}</p>
          <DiffTable
            rows={form.elsewhere
              .filter(({ field }) => names[field])
              .map(({ field, before, after }) => ({
                field: names[field] ?? field,
                before: shown(field, before),
                after: shown(field, after),
              }))}
          />
        </Notice>
      )}
      <Clashes clashes={form.clashes} names={names} shown={shown} onChoose={form.resolve} />
      <div className={styles.fields}>
        {specs.map((spec) => (
          <div key={spec.name} data-field={spec.name} className={spec.wide || spec.kind === "area" ? styles.wide : undefined}>
            <SpecField
              spec={spec}
              value={form.fields[spec.name] ?? ""}
              error={form.missing(spec.name) ? t("requests.draft.required") : form.wrongOf(spec.name)}
              onChange={(text) => form.set(spec.name, text)}
            />
          </div>
        ))}
      </div>
      {children}
      <div className={styles.foot}>
        <Button type="submit" variant="filled" loading={form.pending} disabled={form.clashes.length > 0}>
          {submitLabel}
        </Button>
        <Button
          onClick={() => {
            form.cancel();
            onCancel();
          }}
        >
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}

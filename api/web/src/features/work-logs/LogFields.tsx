import { Button, Textarea, TextInput } from "@mantine/core";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { allows, useMe } from "@/api/me";
import { companyDay } from "@/i18n/format";
import { Choice } from "@/kit/Choice";
import formStyles from "@/kit/form.module.css";
import { useMedia } from "@/kit/useMedia";
import { CustomerField, CustomerParts } from "./CustomerFields";
import type { FieldName, Fields } from "./fields";
import styles from "./form.module.css";
import { HoursField } from "./HoursField";
import { kinds, type LogKind } from "./kinds";

interface Props {
  fields: Fields;
  errors: Record<string, string>;
  set: (part: Partial<Fields>) => void;
  /** A correction leaves the customer as it is. */
  correction?: boolean;
  /** What is taken for what was done, if nothing is written there. */
  inShort?: string;
  children?: ReactNode;
}

const later: FieldName[] = ["result", "next_step", "hours", "project_id", "contact_id", "place"];

/** The fields of an entry: what three taps need first, the rest behind one on a phone. */
export function LogFields({ fields, errors, set, correction = false, inShort, children }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const phone = useMedia("phone");
  const touch = useMedia("coarse");
  const content = useRef<HTMLTextAreaElement>(null);
  const [opened, setOpened] = useState(false);
  const more = !phone || opened || later.some((name) => errors[name] || (fields[name] && !correction && name !== "project_id"));
  const text = (name: "content" | "result" | "next_step", rows: number) => (
    <div data-field={name}>
      <Textarea
        ref={name === "content" ? content : undefined}
        label={t(`workLogs.field.${name}`)}
        rows={rows}
        placeholder={name === "content" ? inShort : undefined}
        value={fields[name]}
        error={errors[name]}
        onChange={(event) => set({ [name]: event.currentTarget.value })}
      />
    </div>
  );
  return (
    <>
      <div data-field="kind">
        <Choice
          label={t("workLogs.field.kind")}
          options={kinds.map((value) => ({ value, label: t(`workLogs.kind.${value}`) }))}
          value={fields.kind || null}
          error={errors.kind}
          onChange={(kind) => set({ kind: kind as LogKind })}
        />
      </div>
      {!correction && allows(me, "customer.read") && (
        <div data-field="customer_id">
          <CustomerField
            fields={fields}
            errors={errors}
            set={set}
            // By touch the words come next, without another tap.
            onTapped={() => touch && !fields.content && content.current?.focus()}
          />
        </div>
      )}
      {text("content", phone ? 3 : 4)}
      <div className={formStyles.days} data-field="work_date">
        <TextInput
          type="date"
          label={t("workLogs.field.work_date")}
          max={companyDay()}
          value={fields.work_date}
          error={errors.work_date}
          onChange={(event) => set({ work_date: event.currentTarget.value })}
        />
        <Button onClick={() => set({ work_date: companyDay() })}>{t("workLogs.today")}</Button>
        <Button onClick={() => set({ work_date: companyDay(-1) })}>{t("workLogs.yesterday")}</Button>
      </div>
      {!more && (
        <button type="button" className={styles.moreButton} aria-expanded={false} onClick={() => setOpened(true)}>
          <ChevronRight size={16} aria-hidden="true" /> {t(correction ? "workLogs.moreOfCorrection" : "workLogs.moreFields")}
        </button>
      )}
      {more && (
        <>
          {text("result", 2)}
          {text("next_step", 2)}
          <div className={formStyles.row}>
            <div data-field="hours">
              <HoursField value={fields.hours} error={errors.hours} onChange={(hours) => set({ hours })} />
            </div>
            {!correction && <CustomerParts fields={fields} errors={errors} set={set} />}
            <TextInput
              label={t("workLogs.field.place")}
              value={fields.place}
              error={errors.place}
              onChange={(event) => set({ place: event.currentTarget.value })}
            />
          </div>
          {children}
        </>
      )}
    </>
  );
}

import { NativeSelect, Select, TextInput } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import form from "@/kit/form.module.css";
import { MoneyInput } from "@/kit/MoneyInput";
import { durationOf } from "./values";
import styles from "./variables.module.css";

export interface FieldProps<T> {
  label: string;
  value: T;
  hint?: ReactNode;
  wrongAt: (place: string) => string | undefined;
  onChange: (value: T) => void;
}

/** One of many known codes, found by typing a part. */
export function CodeField({
  label,
  value,
  hint,
  wrongAt,
  onChange,
  codes,
}: FieldProps<string> & { codes: { value: string; label: string }[] }) {
  const { t } = useTranslation();
  const data = codes.some((code) => code.value === value) || !value ? codes : [{ value, label: value }, ...codes];
  return (
    <Select
      label={label}
      description={hint}
      error={wrongAt("")}
      searchable
      limit={60}
      allowDeselect={false}
      nothingFoundMessage={t("adminVariables.field.noneFound")}
      data={data}
      value={value || null}
      onChange={(code) => code && onChange(code)}
    />
  );
}

/** A few choices. */
export function FewField({
  label,
  value,
  hint,
  wrongAt,
  onChange,
  codes,
}: FieldProps<string> & { codes: { value: string; label: string }[] }) {
  const data = codes.some((code) => code.value === value) ? codes : [{ value, label: value }, ...codes];
  return (
    <NativeSelect
      label={label}
      description={hint}
      error={wrongAt("")}
      data={data}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export function LineField({
  label,
  value,
  hint,
  wrongAt,
  onChange,
  time,
  number,
}: FieldProps<string> & { time?: boolean; number?: boolean }) {
  return (
    <TextInput
      label={label}
      description={hint}
      error={wrongAt("")}
      type={time ? "time" : "text"}
      inputMode={number ? "decimal" : undefined}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A length of time in hours and minutes; one of another form as it is written. */
export function DurationField(props: FieldProps<string>) {
  const { t } = useTranslation();
  const { label, value, hint, wrongAt, onChange } = props;
  const time = value === "" ? { hours: 0, minutes: 0 } : durationOf(value);
  if (!time) return <LineField {...props} />;
  const set = (part: Partial<typeof time>) => {
    const { hours, minutes } = { ...time, ...part };
    onChange(minutes ? `${hours}h${minutes}m` : `${hours}h`);
  };
  const figures = (text: string) => Number(text.normalize("NFKC").replace(/\D/g, "").slice(0, 6));
  return (
    <fieldset className={`${form.pair} ${styles.plain}`} aria-label={label}>
      <TextInput
        label={t("adminVariables.field.hours")}
        description={hint}
        inputMode="numeric"
        autoComplete="off"
        error={wrongAt("")}
        value={String(time.hours)}
        onChange={(event) => set({ hours: figures(event.currentTarget.value) })}
      />
      <TextInput
        label={t("adminVariables.field.minutes")}
        inputMode="numeric"
        autoComplete="off"
        value={String(time.minutes)}
        onChange={(event) => set({ minutes: figures(event.currentTarget.value) })}
      />
    </fieldset>
  );
}

interface Amount {
  amount: string;
  currency: string;
}

export function AmountField({ label, value, hint, wrongAt, onChange }: FieldProps<Amount>) {
  const { t } = useTranslation();
  const currencies = useCurrencies();
  return (
    <div className={form.pair}>
      <MoneyInput
        label={label}
        description={hint}
        error={wrongAt(".amount") ?? wrongAt("")}
        value={value.amount}
        currency={value.currency}
        onChange={(amount) => onChange({ ...value, amount })}
      />
      <CodeField
        label={t("common.money.currency")}
        value={value.currency}
        wrongAt={() => wrongAt(".currency")}
        codes={currencies}
        onChange={(currency) => onChange({ ...value, currency })}
      />
    </div>
  );
}

/** Currencies by their codes, in the page's language. */
export function useCurrencies() {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: "currency" });
    return Intl.supportedValuesOf("currency").map((value) => ({ value, label: `${value} ${names.of(value) ?? ""}` }));
  }, [i18n.language]);
}

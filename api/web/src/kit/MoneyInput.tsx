import { TextInput, type TextInputProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import styles from "./marks.module.css";
import { groupAmount, readAmount } from "./money";

type Props = Omit<TextInputProps, "value" | "onChange"> & {
  value: string;
  onChange: (amount: string) => void;
  currency?: string;
};

/** A field for an amount: groups as one types, and understands full-width figures. */
export function MoneyInput({ value, onChange, currency = "CNY", ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <TextInput
      {...rest}
      classNames={{ input: styles.moneyInput }}
      inputMode="decimal"
      autoComplete="off"
      value={groupAmount(value)}
      leftSection={currency === "CNY" ? <span aria-hidden="true">¥</span> : undefined}
      rightSection={
        <span className={styles.currency} title={t("common.money.currency")}>
          {currency}
        </span>
      }
      rightSectionWidth={52}
      onChange={(event) => onChange(readAmount(event.currentTarget.value))}
    />
  );
}

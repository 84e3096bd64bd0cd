import { useTranslation } from "react-i18next";
import { OrderSaid, useOrder } from "@/features/admin/public";
import { OptionRow } from "./OptionRow";
import { idOf, type Row } from "./options";
import styles from "./options.module.css";

interface Props {
  rows: Row[];
  name: string;
  wrongAt: (place: string) => string | undefined;
  onChange: (rows: Row[]) => void;
}

/** The options in their order. */
export function OptionRows({ rows, name, wrongAt, onChange }: Props) {
  const { t } = useTranslation();
  const order = useOrder({ rows, idOf, onChange });
  return (
    <>
      <div className={styles.names} aria-hidden="true">
        <span>{t("adminOptions.zh")}</span>
        <span>{t("adminOptions.en")}</span>
        <span>{t("adminOptions.key")}</span>
      </div>
      <ol className={styles.rows} aria-label={name}>
        {rows.map((row, i) => (
          <OptionRow
            key={idOf(row)}
            row={row}
            place={order.at(i)}
            wrongAt={(part) => wrongAt(`[${i}].${part}`)}
            onChange={(changed) => onChange(rows.map((one, j) => (i === j ? changed : one)))}
            onRemove={() => onChange(rows.filter((_, j) => i !== j))}
          />
        ))}
      </ol>
      <OrderSaid said={order.said} />
    </>
  );
}

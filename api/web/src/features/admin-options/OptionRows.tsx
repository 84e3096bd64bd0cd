import { useState } from "react";
import { useTranslation } from "react-i18next";
import { OptionRow } from "./OptionRow";
import { idOf, moved, type Row } from "./options";
import styles from "./options.module.css";

interface Props {
  rows: Row[];
  name: string;
  wrongAt: (place: string) => string | undefined;
  onChange: (rows: Row[]) => void;
}

/** The options in their order, which buttons, keys and dragging change. */
export function OptionRows({ rows, name, wrongAt, onChange }: Props) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const move = (from: number, to: number) => {
    const next = moved(rows, from, to);
    if (next === rows) return;
    // A row that changes its place in the page loses the focus.
    const held = document.activeElement;
    onChange(next);
    setSaid(t("adminOptions.moved", { place: to + 1 }));
    window.requestAnimationFrame(() => held instanceof HTMLElement && held.focus({ preventScroll: false }));
  };
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
            place={i}
            last={i === rows.length - 1}
            dragged={dragged === idOf(row)}
            wrongAt={(part) => wrongAt(`[${i}].${part}`)}
            onChange={(changed) => onChange(rows.map((one, j) => (i === j ? changed : one)))}
            onRemove={() => onChange(rows.filter((_, j) => i !== j))}
            onMove={(to) => move(i, to)}
            onDrag={setDragged}
            onOver={() => {
              const from = rows.findIndex((one) => idOf(one) === dragged);
              if (from >= 0 && from !== i) onChange(moved(rows, from, i));
            }}
          />
        ))}
      </ol>
      <p className={styles.said} role="status">
        {said}
      </p>
    </>
  );
}

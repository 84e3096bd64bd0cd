import { TextInput } from "@mantine/core";
import { ArrowDown, ArrowUp, GripVertical, Trash2 } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { idOf, type Row, relabelled } from "./options";
import styles from "./options.module.css";

interface Props {
  row: Row;
  place: number;
  last: boolean;
  dragged: boolean;
  wrongAt: (part: string) => string | undefined;
  onChange: (row: Row) => void;
  onRemove: () => void;
  onMove: (to: number) => void;
  onDrag: (id: string | null) => void;
  onOver: () => void;
}

/** One option: what it is called in both languages, and whether it is still offered. */
export function OptionRow({ row, place, last, dragged, wrongAt, onChange, onRemove, onMove, onDrag, onOver }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const element = useRef<HTMLLIElement>(null);
  const fresh = row.id !== undefined;
  const name = say(row.label) || row.key || t("adminOptions.new");
  const keys = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onMove(event.key === "ArrowUp" ? place - 1 : place + 1);
  };
  const label = (language: "zh-CN" | "en", words: string) => (
    <TextInput
      aria-label={t("adminOptions.of", { what: words, name })}
      placeholder={words}
      error={wrongAt(`label.${language}`)}
      maxLength={100}
      lang={language}
      value={row.label[language]}
      onChange={(event) => onChange(relabelled(row, language, event.currentTarget.value))}
    />
  );
  return (
    <li
      ref={element}
      className={styles.row}
      data-retired={row.retired || undefined}
      data-dragged={dragged || undefined}
      onKeyDown={keys}
      onDragEnter={onOver}
      onDragOver={(event) => event.preventDefault()}
    >
      <span
        className={styles.handle}
        draggable
        aria-hidden="true"
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = "move";
          event.dataTransfer.setData("text/plain", row.key);
          if (element.current) event.dataTransfer.setDragImage(element.current, 12, 20);
          onDrag(idOf(row));
        }}
        onDragEnd={() => onDrag(null)}
      >
        <GripVertical size={14} />
      </span>
      {label("zh-CN", t("adminOptions.zh"))}
      {label("en", t("adminOptions.en"))}
      {fresh ? (
        <TextInput
          className={styles.key}
          aria-label={t("adminOptions.of", { what: t("adminOptions.key"), name })}
          placeholder={t("adminOptions.key")}
          error={wrongAt("key")}
          maxLength={40}
          spellCheck={false}
          autoComplete="off"
          value={row.key}
          onChange={(event) => onChange({ ...row, key: event.currentTarget.value })}
        />
      ) : (
        <code className={styles.key}>{row.key}</code>
      )}
      <span className={styles.acts}>
        {fresh ? (
          <button type="button" className={styles.icon} aria-label={t("adminOptions.remove", { name })} onClick={onRemove}>
            <Trash2 size={14} aria-hidden="true" />
          </button>
        ) : (
          <button
            type="button"
            className={layout.textButton}
            aria-label={t(row.retired ? "adminOptions.restoreOf" : "adminOptions.retireOf", { name })}
            onClick={() => onChange({ key: row.key, label: row.label, ...(row.retired ? {} : { retired: true }) })}
          >
            {t(row.retired ? "adminOptions.restore" : "adminOptions.retire")}
          </button>
        )}
        <button
          type="button"
          className={styles.icon}
          disabled={place === 0}
          aria-label={t("adminOptions.up", { name })}
          onClick={() => onMove(place - 1)}
        >
          <ArrowUp size={14} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={styles.icon}
          disabled={last}
          aria-label={t("adminOptions.down", { name })}
          onClick={() => onMove(place + 1)}
        >
          <ArrowDown size={14} aria-hidden="true" />
        </button>
      </span>
    </li>
  );
}

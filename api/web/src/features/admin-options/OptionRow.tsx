import { TextInput } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { OrderButtons, OrderHandle, type Place } from "@/features/admin/public";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { type Row, relabelled } from "./options";
import styles from "./options.module.css";

interface Props {
  row: Row;
  place: Place;
  wrongAt: (part: string) => string | undefined;
  onChange: (row: Row) => void;
  onRemove: () => void;
}

/** One option: what it is called in both languages, and whether it is still offered. */
export function OptionRow({ row, place, wrongAt, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const fresh = row.id !== undefined;
  const name = say(row.label) || row.key || t("adminOptions.new");
  const label = (language: "zh-CN" | "en", words: string) => (
    <TextInput
      aria-label={t("adminOptions.of", { what: words, name })}
      placeholder={words}
      error={wrongAt(`label.${language}`)}
      lang={language}
      value={row.label[language]}
      onChange={(event) => onChange(relabelled(row, language, event.currentTarget.value))}
    />
  );
  return (
    <li className={styles.row} data-retired={row.retired || undefined} {...place.item}>
      <OrderHandle place={place} />
      {label("zh-CN", t("adminOptions.zh"))}
      {label("en", t("adminOptions.en"))}
      {fresh ? (
        <TextInput
          className={styles.key}
          aria-label={t("adminOptions.of", { what: t("adminOptions.key"), name })}
          placeholder={t("adminOptions.key")}
          error={wrongAt("key")}
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
        <OrderButtons place={place} name={name} />
      </span>
    </li>
  );
}

import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "./filters.module.css";

export interface Chip {
  name: string;
  label: string;
}

interface Props {
  chips: Chip[];
  onRemove: (name: string) => void;
  onClear: () => void;
  className?: string | undefined;
}

/** What a list is narrowed to; each goes by a click. */
export function FilterChips({ chips, onRemove, onClear, className }: Props) {
  const { t } = useTranslation();
  if (chips.length === 0) return null;
  return (
    <ul className={`${styles.chips} ${className ?? ""}`} aria-label={t("common.filter.set")}>
      {chips.map(({ name, label }) => (
        <li key={name}>
          <button
            type="button"
            className={styles.chip}
            aria-label={t("common.filter.remove", { what: label })}
            onClick={() => onRemove(name)}
          >
            <span>
              {label}
              <X size={12} aria-hidden="true" />
            </span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" className={styles.clear} onClick={onClear}>
          {t("common.filter.clear")}
        </button>
      </li>
    </ul>
  );
}

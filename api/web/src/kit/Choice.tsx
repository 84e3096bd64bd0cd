import { type ReactNode, useId } from "react";
import styles from "./Choice.module.css";

type Option = { value: string; label: string };
type Props = {
  label: string;
  options: Option[];
  value: string | null;
  onChange: (value: string) => void;
  error?: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
};

/** One of a few, all in sight: radio buttons that look like pills. */
export function Choice({ label, options, value, onChange, error, description, disabled }: Props) {
  const id = useId();
  return (
    <div role="radiogroup" aria-labelledby={`${id}-label`} aria-describedby={error ? `${id}-error` : undefined} aria-invalid={!!error}>
      <div id={`${id}-label`} className={styles.label}>
        {label}
      </div>
      <div className={styles.pills}>
        {options.map((option) => (
          <label key={option.value} className={styles.pill} data-checked={option.value === value || undefined}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              disabled={disabled}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {description && <div className={styles.hint}>{description}</div>}
      {error && (
        <div id={`${id}-error`} className={styles.error}>
          {error}
        </div>
      )}
    </div>
  );
}

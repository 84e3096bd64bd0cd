import { Checkbox } from "@mantine/core";
import { type ReactNode, useId } from "react";
import controls from "@/kit/controls.module.css";
import styles from "./records.module.css";

interface Props {
  label: string;
  /** Values, with commas between. */
  value: string;
  options: { value: string; label: string; hint?: string }[];
  error?: ReactNode;
  onChange: (values: string) => void;
}

/** Any of a few, all in sight. */
export function ManyField({ label, value, options, error, onChange }: Props) {
  const id = useId();
  const chosen = value.split(",").filter(Boolean);
  return (
    <fieldset className={styles.many} aria-describedby={error ? id : undefined}>
      <legend className={controls.label}>{label}</legend>
      {options.map((option) => (
        <div key={option.value} className={styles.choice}>
          <Checkbox
            label={option.label}
            checked={chosen.includes(option.value)}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              const rest = chosen.filter((one) => one !== option.value);
              onChange((on ? [...rest, option.value] : rest).sort().join(","));
            }}
          />
          {option.hint && <span>{option.hint}</span>}
        </div>
      ))}
      {error && (
        <div id={id} className={controls.error}>
          {error}
        </div>
      )}
    </fieldset>
  );
}

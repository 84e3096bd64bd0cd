import { Menu } from "@mantine/core";
import { ChevronDown } from "lucide-react";
import controls from "./controls.module.css";
import styles from "./filters.module.css";

interface Props {
  label: string;
  /** Beside other fields the label is only heard. */
  bare: boolean;
  /** What the button says: what is chosen, or how many. */
  says: string;
  options: { value: string; label: string }[];
  values: string[];
  onChange: (values: string[]) => void;
}

/** Several of a few, behind a button that says which. */
export function ManyMenu({ label, bare, says, options, values, onChange }: Props) {
  return (
    <div>
      {!bare && (
        <div className={controls.label} aria-hidden="true">
          {label}
        </div>
      )}
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={styles.many} aria-label={`${label}: ${says}`}>
            {says}
            <ChevronDown size={14} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {options.map(({ value, label }) => (
            <Menu.CheckboxItem
              key={value}
              checked={values.includes(value)}
              onChange={(on) => onChange(options.map((one) => one.value).filter((one) => (one === value ? on : values.includes(one))))}
            >
              {label}
            </Menu.CheckboxItem>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

import type { KeyboardEvent } from "react";
import { type Reach, useReachName } from "@/features/admin/public";
import styles from "./roles.module.css";

interface Props {
  label: string;
  value: Reach;
  choices: Reach[];
  changed: boolean;
  /** Whether Tab leads to this cell; from it the arrows lead to the others. */
  current: boolean;
  onChange: (value: Reach) => void;
  onFocus: () => void;
  onMove: (rows: number, columns: number) => void;
}

const moves: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** How far a role may do something: a small fill and the word. */
export function Cell({ label, value, choices, changed, current, onChange, onFocus, onMove }: Props) {
  const word = useReachName();
  const keys = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      onMove(...move);
    } else if (event.key === " ") {
      event.preventDefault();
      onChange(choices[(choices.indexOf(value) + (event.shiftKey ? choices.length - 1 : 1)) % choices.length] ?? "");
    }
  };
  return (
    <td className={styles.cell} data-changed={changed || undefined} data-reach={value || "none"}>
      <div>
        <span className={styles.fill} aria-hidden="true" />
        <select
          aria-label={label}
          value={value}
          tabIndex={current ? 0 : -1}
          onFocus={onFocus}
          onKeyDown={keys}
          onChange={(event) => onChange(event.currentTarget.value as Reach)}
        >
          {choices.map((reach) => (
            <option key={reach} value={reach}>
              {word(reach)}
            </option>
          ))}
        </select>
      </div>
    </td>
  );
}

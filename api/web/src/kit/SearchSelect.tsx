import { Select } from "@mantine/core";
import type { ReactNode } from "react";
import { useWholeWords } from "./composing";
import styles from "./filters.module.css";

export interface Named {
  id: string;
  name: string;
}

interface Props {
  label: string;
  /** Said while nothing is chosen. */
  any: string;
  none: string;
  /** Beside other fields the label is only heard. */
  bare?: boolean | undefined;
  chosen: Named | null;
  found: Named[];
  error?: ReactNode;
  onSearch: (words: string) => void;
  onChange: (id: string | null) => void;
}

/** One of many that a search finds, or none. */
export function SearchSelect({ label, any, none, bare, chosen, found, error, onSearch, onChange }: Props) {
  const words = useWholeWords(onSearch);
  const items = chosen && !found.some((one) => one.id === chosen.id) ? [chosen, ...found] : found;
  return (
    <Select
      className={bare ? styles.bare : undefined}
      {...(bare ? { "aria-label": label } : { label })}
      placeholder={any}
      error={error}
      searchable
      clearable
      clearButtonProps={{ "aria-label": any }}
      data={items.map((one) => ({ value: one.id, label: one.name }))}
      // The server has searched already; another filter would hide what it found.
      filter={({ options }) => options}
      nothingFoundMessage={none}
      value={chosen?.id ?? null}
      {...words}
      onChange={onChange}
      // Within the panel that it stands in: a click on a choice is none beside the panel.
      comboboxProps={{ keepMounted: false, withinPortal: !!bare }}
    />
  );
}

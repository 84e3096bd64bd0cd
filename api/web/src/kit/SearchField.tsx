import { TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { isComposing, isHalfTyped } from "./composing";
import { useKeys } from "./useKeys";
import { useTyped } from "./useTyped";

interface Props {
  /** What the words are looked for in. */
  label: string;
  /** Said in the field where the label is too long for it. */
  placeholder?: string;
  value: string;
  onFind: (words: string) => void;
  keys: string[];
  group: string;
  className?: string | undefined;
}

/** Words that a list is searched for, once the typing rests. */
export function SearchField({ label, placeholder = label, value, onFind, keys, group, className }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const { text, type, flush } = useTyped(value, onFind);
  useKeys([{ keys, label: t("common.filter.find"), group, run: () => field.current?.focus() }]);
  return (
    <TextInput
      ref={field}
      className={className}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<Search size={14} aria-hidden="true" />}
      value={text}
      maxLength={200}
      onChange={(event) => type(event.currentTarget.value, isHalfTyped(event))}
      onCompositionEnd={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Enter" && !isComposing(event) && flush()}
    />
  );
}

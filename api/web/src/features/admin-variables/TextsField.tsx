import { Button, Input, Textarea } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { newKey } from "@/api/client";
import { OrderButtons, OrderHandle, OrderSaid, useOrder } from "@/features/admin/public";
import type { FieldProps } from "./fields";
import { filled, type TextRow } from "./values";
import styles from "./variables.module.css";

const idOf = (row: TextRow) => row.id;

/** A list of texts: each in a field of its own, added, removed and put in order. */
export function TextsField({ label, value: rows, wrongAt, onChange }: FieldProps<TextRow[]>) {
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  const places = useOrder({ rows, idOf, onChange });
  // What is empty is not sent, so it does not count for the places that the server names.
  const sent = filled(rows);
  const focus = (place: number) =>
    window.requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>("li textarea")[place]?.focus());
  const put = (place: number, texts: string[]) => {
    const more = texts.map((text) => ({ id: newKey(), text }));
    onChange([...rows.slice(0, place), ...more, ...rows.slice(place)]);
    focus(place + more.length - 1);
  };
  const remove = (place: number) => {
    onChange(rows.filter((_, i) => i !== place));
    focus(Math.min(place, rows.length - 2));
  };
  // The field shows a long entry on several lines, and yet has one.
  const type = (row: TextRow, text: string) =>
    onChange(rows.map((one) => (one === row ? { ...row, text: text.replace(/[\r\n]+/g, "") } : one)));
  const keys = (event: KeyboardEvent, place: number) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    put(place + 1, [""]);
  };
  const paste = (event: ClipboardEvent, place: number) => {
    const lines = event.clipboardData
      .getData("text")
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    put(place + 1, lines);
  };
  return (
    <Input.Wrapper label={label} labelElement="div" error={wrongAt("")}>
      <ol ref={list} aria-label={label} className={styles.texts}>
        {rows.map((row, i) => {
          const place = places.at(i);
          const name = row.text || t("adminVariables.texts.empty");
          return (
            <li key={row.id} {...place.item}>
              <OrderHandle place={place} />
              <Textarea
                autosize
                minRows={1}
                resize="none"
                aria-label={t("adminVariables.texts.entry", { place: i + 1 })}
                error={sent.includes(row) ? wrongAt(`[${sent.indexOf(row)}]`) : undefined}
                autoComplete="off"
                spellCheck={false}
                value={row.text}
                onKeyDown={(event) => keys(event, i)}
                onPaste={(event) => paste(event, i)}
                onChange={(event) => type(row, event.currentTarget.value)}
              />
              <span>
                <OrderButtons place={place} name={name} />
                <button
                  type="button"
                  className={styles.remove}
                  aria-label={t("adminVariables.texts.remove", { name })}
                  onClick={() => remove(i)}
                >
                  <Trash2 size={14} aria-hidden="true" />
                </button>
              </span>
            </li>
          );
        })}
      </ol>
      <Button leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => put(rows.length, [""])}>
        {t("adminVariables.texts.add")}
      </Button>
      <OrderSaid said={places.said} />
    </Input.Wrapper>
  );
}

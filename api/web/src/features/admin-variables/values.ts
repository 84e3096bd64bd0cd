import { sameValue } from "@/kit/same";
import type { Calendar, Option, Variable, VariableType } from "./queries";

/** An option that is not retired may say so or say nothing. */
export const plainOptions = (options: Option[]): Option[] =>
  options.map(({ key, label, retired }) => (retired ? { key, label, retired } : { key, label }));

export const isOptions = (value: unknown): value is Option[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => typeof one === "object" && one !== null && "key" in one && "label" in one);

export const isCalendar = (value: unknown): value is Calendar => typeof value === "object" && value !== null && "days_off" in value;

export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === "string");

export interface Duration {
  hours: number;
  minutes: number;
}

/** A length of time of hours and minutes, such as 1h30m; null for another. */
export function durationOf(text: string): Duration | null {
  const match = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:0s)?$/.exec(text);
  return match && text ? { hours: Number(match[1] ?? 0), minutes: Number(match[2] ?? 0) } : null;
}

/** An entry of a list of texts in its editor, where two may say the same. */
export interface TextRow {
  id: string;
  text: string;
}

export const textRows = (value: unknown): TextRow[] =>
  isTexts(value) ? value.map((text, place) => ({ id: String(place), text })) : (value as TextRow[]);

/** The entries that say something. */
export const filled = (rows: TextRow[]) => rows.filter(({ text }) => text.trim());

/** A value as it stands in its editor: a number is the text that is typed, a list of texts has rows. */
export function typedOf(type: VariableType, value: unknown): unknown {
  if (type === "text_list") return textRows(value);
  return type === "number" ? String(value) : value;
}

/** The most figures that a number may have to be the same after it was read. */
const exact = 15;

/** What is typed as a value; what is no number goes as it is, and the server says so. */
export function toValue(type: VariableType, typed: unknown): unknown {
  if (type === "number" && typeof typed === "string") {
    const plain = typed.normalize("NFKC").trim();
    const isNumber = /^-?\d+(\.\d+)?$/.test(plain) && plain.replace(/\D/g, "").length <= exact;
    return isNumber ? Number(plain) : plain;
  }
  if (type === "text_list") return filled(textRows(typed)).map(({ text }) => text.trim());
  return type === "list" && isOptions(typed) ? plainOptions(typed) : typed;
}

/** The first word of a key: what a variable is grouped by. */
export const prefixOf = (key: string) => key.split(".")[0] ?? key;

export const isDefault = (variable: Variable) => sameValue(variable.value, variable.default);

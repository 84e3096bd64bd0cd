import type { Named } from "@/kit/SearchSelect";

/** A field of a record's form. Values are texts; empty is not filled in. */
export type Spec = { name: string; label: string; required?: boolean; hint?: string; wide?: boolean } & (
  | { kind: "text" | "area" | "date" | "tel" | "email" | "percent"; maxLength?: number }
  | { kind: "money"; currency: string }
  /** One of a few. */
  | { kind: "choice"; options: { value: string; label: string }[]; none?: string }
  /** Free words, with some proposed. */
  | { kind: "suggest"; options: string[]; maxLength?: number }
  | { kind: "people"; known: Named[] }
);

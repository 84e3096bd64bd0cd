import type { Named } from "@/kit/SearchSelect";

/** A field of a record's form. Values are texts; empty is not filled in. */
export type Spec = { name: string; label: string; required?: boolean; hint?: string; wide?: boolean } & (
  | { kind: "text" | "area" | "date" | "tel" | "email" | "percent" }
  | { kind: "money"; currency: string }
  /** One of a few. */
  | { kind: "choice"; options: { value: string; label: string }[]; none?: string }
  /** Free words, with some proposed. */
  | { kind: "suggest"; options: string[] }
  /** One of the company's people. */
  | { kind: "person"; known: Named[]; none: string }
  | { kind: "people"; known: Named[] }
  /** Any of a few, all in sight; the value has commas between. */
  | { kind: "many"; options: { value: string; label: string; hint?: string }[] }
);

/** How people read a value of the field. */
export function shownValue(spec: Spec, value: string): string {
  if (spec.kind === "person") return spec.known.find(({ id }) => id === value)?.name ?? value;
  if (spec.kind !== "choice" && spec.kind !== "many") return value;
  const { options } = spec;
  const label = (one: string) => options.find((option) => option.value === one)?.label ?? one;
  return spec.kind === "choice" ? label(value) : value.split(",").filter(Boolean).map(label).join(", ");
}

import type { Said } from "@/i18n/say";
import type { Difference } from "@/kit/DiffTable";

type Labels = Record<string, Said>;

/** A change as the server gives it, on an event and on a conflict alike. */
export interface Changed {
  changes: Record<string, { before?: unknown; after?: unknown }>;
  field_labels?: Labels;
  value_labels?: Record<string, Labels>;
}

/** A value in words: labelled codes, amounts with their currency, lists with commas. */
function words(value: unknown, labels: Labels | undefined, say: (text: Said) => string): string {
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) return value.map((one) => words(one, labels, say)).join(", ");
  if (typeof value === "object") {
    if ("amount" in value && "currency" in value) return `${value.amount} ${value.currency}`;
    if ("name" in value) return String(value.name);
    return Object.entries(value)
      .map(([key, one]) => `${labels?.[key] ? say(labels[key]) : key} ${words(one, undefined, say)}`)
      .join(", ");
  }
  const label = labels?.[String(value)];
  return label ? say(label) : String(value);
}

export function differences(changed: Changed, say: (text: Said) => string): Difference[] {
  return Object.entries(changed.changes).map(([field, change]) => {
    const name = changed.field_labels?.[field];
    const labels = changed.value_labels?.[field];
    return { field: name ? say(name) : field, before: words(change.before, labels, say), after: words(change.after, labels, say) };
  });
}

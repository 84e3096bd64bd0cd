import { compare } from "@/kit/money";

/** What stands in a form's fields, as text; empty is not filled in. */
export type Fields = Record<string, string>;

/** A field that was changed here and elsewhere since both last agreed. */
export type Clash = { field: string; mine: string; theirs: string };

const amounts = new Set(["amount", "expected_revenue", "expected_cost", "estimated_amount", "price"]);
const decimal = /^\d+(\.\d*)?$/;

/** The server writes 12.5 as 12.50 and may trim a text: that is no change. */
function same(field: string, a: string, b: string): boolean {
  if (a.trim() === b.trim()) return true;
  if (!amounts.has(field) || !decimal.test(a) || !decimal.test(b)) return false;
  return compare(a.replace(/\.$/, ""), b.replace(/\.$/, "")) === 0;
}

/** What the server does not have yet. The API has no way to empty a field, so an emptied one stays here. */
export function unsent(fields: Fields, synced: Fields, held: Clash[] = []): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => value.trim() !== "" && !same(name, value, synced[name] ?? "") && !held.some((clash) => clash.field === name),
    ),
  );
}

/** Fields that the server still has a value of. */
export const emptied = (fields: Fields, synced: Fields) =>
  Object.keys(fields).filter((name) => fields[name]?.trim() === "" && (synced[name] ?? "") !== "");

/** Puts two edits of the same request together; only what both changed differently is left to ask about. */
export function mergeFields(base: Fields, mine: Fields, theirs: Fields): { fields: Fields; clashes: Clash[] } {
  const fields = { ...mine };
  const clashes: Clash[] = [];
  for (const [field, other] of Object.entries(theirs)) {
    const before = base[field] ?? "";
    const own = mine[field] ?? "";
    if (same(field, own, before)) fields[field] = other;
    else if (!same(field, other, before) && !same(field, other, own)) clashes.push({ field, mine: own, theirs: other });
  }
  return { fields, clashes };
}

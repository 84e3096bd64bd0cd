import type { Option } from "@/features/admin-variables/public";
import { sameValue } from "@/kit/same";

/** An option in the editor; a new one has an id of its own until its key is fixed. */
export interface Row extends Option {
  id?: string;
}

export const idOf = (row: Row) => row.id ?? row.key;

/** The key that an English label suggests. */
export const keyFor = (label: string) =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 40);

/** A new label; the key of a new option follows the English one as long as nobody has typed another. */
export function relabelled(row: Row, language: "zh-CN" | "en", text: string): Row {
  const label = { ...row.label, [language]: text };
  const follows = row.id !== undefined && row.key === keyFor(row.label.en);
  return { ...row, label, key: follows ? keyFor(label.en) : row.key };
}

/** Puts what one has changed oneself on what somebody else has saved meanwhile. */
export function mergeRows(base: Option[], mine: Row[], theirs: Option[]): Row[] {
  const of = (rows: Row[], key: string) => rows.find((row) => row.key === key);
  const own = (key: string) => {
    const row = of(mine, key);
    return row && !sameValue(row, of(base, key)) ? row : undefined;
  };
  const has = (row: Row) => of(theirs, row.key) !== undefined;
  const kept = (rows: Row[]) => rows.filter((row) => has(row) || own(row.key));
  const order = (rows: Row[]) => rows.map(({ key }) => key).filter((key) => of(base, key));
  const reordered = !sameValue(
    order(mine),
    order(base).filter((key) => of(mine, key)),
  );
  const now = theirs.map((row) => own(row.key) ?? row);
  if (!reordered) return [...now, ...kept(mine).filter((row) => !has(row))];
  const [first, rest] = [
    kept(mine).map((row) => (own(row.key) ? row : (of(theirs, row.key) ?? row))),
    now.filter((row) => !of(mine, row.key)),
  ];
  return [...first, ...rest];
}

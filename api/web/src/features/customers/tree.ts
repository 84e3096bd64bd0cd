import type { Contact } from "./queries";

export interface Place {
  contact: Contact;
  /** In columns from the left; between two where several report to one. */
  column: number;
  level: number;
}

export interface Tree {
  places: Place[];
  columns: number;
  levels: number;
}

/** Where each person stands in a picture of who reports to whom. */
export function treeOf(contacts: readonly Contact[]): Tree {
  const known = new Set(contacts.map(({ id }) => id));
  const below = (id: string | null) => contacts.filter((one) => (known.has(one.reports_to_id ?? "") ? one.reports_to_id : null) === id);
  const places: Place[] = [];
  let columns = 0;
  let levels = 0;
  const put = (contact: Contact, level: number): number => {
    const reports = below(contact.id).map((one) => put(one, level + 1));
    const first = reports[0];
    const last = reports.at(-1);
    const column = first === undefined || last === undefined ? columns++ : (first + last) / 2;
    levels = Math.max(levels, level + 1);
    places.push({ contact, column, level });
    return column;
  };
  for (const one of below(null)) put(one, 0);
  return { places, columns, levels };
}

/** A larger picture would be harder to read than a list. */
export const fits = ({ columns, levels }: Tree) => columns <= 3 && levels <= 3;

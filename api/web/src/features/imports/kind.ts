import type { ReactNode } from "react";
import type { ImportReport } from "./uploads";

/** What is imported, and how people call it. */
export interface ImportKind {
  /** Where the file is sent. */
  path: "/customers/import" | "/users/import";
  title: string;
  back: { to: string; label: string };
  /** The columns as the server names them, and their names in the template's order, with commas between. */
  columns: string[];
  columnNames: string;
  /** Columns that are called otherwise where they show a name and not what the file has. */
  shownAs?: Record<string, string>;
  templateFile: string;
  go: (count: number) => string;
  see: string;
  /** What is worth knowing before. */
  hint?: string;
  /** What is read anew afterwards. */
  reads: readonly (readonly string[])[];
  /** Rows that are likely there already. */
  doubles?: (report: ImportReport) => ReactNode;
}

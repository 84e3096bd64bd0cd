import type { Cell, Column, Report } from "./queries";
import { shapes } from "./reports";

/** How many rows the chart draws at most. */
const most = { months: 36, others: 12 };

export interface Series {
  key: string;
  label: string;
  /** A bar's length: only here a decimal becomes a float, for what is printed is the text. */
  lengths: (number | null)[];
  texts: string[];
}

export interface Bars {
  about: string;
  keys: string[];
  labels: string[];
  series: Series[];
  stacked: boolean;
  /** Columns for time, lying bars for what has a name. */
  upright: boolean;
  /** How many rows are drawn of how many. */
  drawn: number;
  of: number;
}

interface Words {
  label: (about: string, cell: Cell) => string;
  name: (column: Column) => string;
  text: (column: Column, cell: Cell, currency: string) => string;
}

/** The currencies of a report's money, the one with most rows first. */
export function currenciesOf(report: Report): string[] {
  const at = report.columns.findIndex(({ key }) => key === "currency");
  if (at < 0) return [];
  const rows = (currency: string) => report.rows.filter((row) => row[at]?.value === currency).length;
  return [...new Set(report.rows.map((row) => row[at]?.value ?? ""))].sort((a, b) => rows(b) - rows(a));
}

/** What the chart draws of a report: amounts of one currency only. */
export function barsOf(report: Report, currency: string | undefined, words: Words): Bars {
  const shape = shapes[report.name as keyof typeof shapes];
  const at = report.columns.findIndex(({ key }) => key === "currency");
  const rows = at < 0 ? report.rows : report.rows.filter((row) => row[at]?.value === currency);
  const upright = report.by === "month";
  const drawn = upright ? rows.slice(-most.months) : rows.slice(0, most.others);
  const about = (row: Cell[]) => row[0] ?? { value: "" };
  return {
    about: report.by,
    keys: drawn.map((row) => about(row).value),
    labels: drawn.map((row) => words.label(report.by, about(row))),
    series: report.columns.flatMap((column, i) => {
      if (!shape.drawn.includes(column.key)) return [];
      const cells = drawn.map((row) => row[i] ?? { value: "" });
      return {
        key: column.key,
        label: words.name(column),
        // What is over a budget has no length.
        lengths: cells.map(({ value }) => (value === "" || (shape.stacked && value.startsWith("-")) ? null : Number(value))),
        texts: cells.map((cell) => words.text(column, cell, currency ?? "")),
      };
    }),
    stacked: shape.stacked ?? false,
    upright,
    drawn: drawn.length,
    of: rows.length,
  };
}

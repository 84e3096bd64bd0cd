import { companyDay, type Money } from "@/i18n/format";
import { add, compare, isAmount } from "@/kit/money";
import type { Task } from "./queries";

/** What the clerk fills into a row. */
export interface Row {
  paid: string;
  method: string;
  voucher: string;
  day: string;
  ticked: boolean;
}

export type Rows = Record<string, Row>;

export const granted = (task: Task) => task.request.approved_amount ?? task.request.amount;

/** A row before anything was typed: all that was approved, paid on the day for all. */
export const emptyRow = (task: Task, day: string, method: string): Row => ({
  paid: granted(task)?.amount ?? "",
  method,
  voucher: "",
  day,
  ticked: false,
});

export type Wrong = "paid" | "tooMuch" | "method" | "voucher" | "day" | "future" | "twice";

/** What is missing in a row that is to be sent. */
export function wrongIn(task: Task, row: Row, vouchers: ReadonlyMap<string, number>): Wrong | null {
  const most = granted(task);
  if (!isAmount(row.paid)) return "paid";
  if (most && compare(row.paid, most.amount) > 0) return "tooMuch";
  if (!row.method) return "method";
  if (!row.voucher.trim()) return "voucher";
  if ((vouchers.get(row.voucher.trim()) ?? 0) > 1) return "twice";
  if (!row.day) return "day";
  return row.day > companyDay() ? "future" : null;
}

/** The voucher after another: its last number, one higher and as long. */
export function nextVoucher(before: string): string {
  const match = /^(.*?)(\d+)(\D*)$/.exec(before.trim());
  if (!match) return "";
  const [, head = "", number = "", tail = ""] = match;
  return head + (BigInt(number) + 1n).toString().padStart(number.length, "0") + tail;
}

/** Sums of what is paid, one a currency: different money does not add up. */
export function sums(payments: Money[]): Money[] {
  const byCurrency = new Map<string, string>();
  for (const { amount, currency } of payments) byCurrency.set(currency, add(byCurrency.get(currency) ?? "0", amount));
  return [...byCurrency].map(([currency, amount]) => ({ currency, amount }));
}

const cells: Record<string, keyof Row> = { paid_amount: "paid", method: "method", voucher_no: "voucher", paid_on: "day" };

/** The cells that the server's messages are about, by the fields of the body: data.voucher_no. */
export function refusedCells(fields: string[]): ReadonlySet<keyof Row> {
  return new Set(fields.map((field) => cells[field.replace(/^data\./, "").replace(/\.amount$/, "")]).filter((cell) => cell !== undefined));
}

/** The cell that a row cannot be sent for. */
export const cellOf = (wrong: Wrong): keyof Row =>
  wrong === "tooMuch" ? "paid" : wrong === "twice" ? "voucher" : wrong === "future" ? "day" : wrong;

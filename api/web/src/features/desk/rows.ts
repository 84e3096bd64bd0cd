import { compare } from "@/kit/money";
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

export type Wrong = "paid" | "tooMuch" | "method" | "voucher" | "day" | "twice";

/** What is missing in a row that is to be sent. */
export function wrongIn(task: Task, row: Row, vouchers: ReadonlyMap<string, number>): Wrong | null {
  const most = granted(task);
  if (!row.paid || compare(row.paid, "0") <= 0) return "paid";
  if (most && compare(row.paid, most.amount) > 0) return "tooMuch";
  if (!row.method) return "method";
  if (!row.voucher.trim()) return "voucher";
  if ((vouchers.get(row.voucher.trim()) ?? 0) > 1) return "twice";
  return row.day ? null : "day";
}

/** The voucher after another: its last number, one higher and as long. */
export function nextVoucher(before: string): string {
  const match = /^(.*?)(\d+)(\D*)$/.exec(before.trim());
  if (!match) return "";
  const [, head = "", number = "", tail = ""] = match;
  return head + (BigInt(number) + 1n).toString().padStart(number.length, "0") + tail;
}

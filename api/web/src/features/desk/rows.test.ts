import { describe, expect, it } from "vitest";
import { nextVoucher, type Row, refusedCells, sums, wrongIn } from "./rows";

describe("the finance desk", () => {
  it.each([
    ["PZ-2611-018", "PZ-2611-019"],
    ["PZ-2611-099", "PZ-2611-100"],
    ["PZ-999", "PZ-1000"],
    ["7/2026-A9z", "7/2026-A10z"],
    ["none", ""],
    ["", ""],
  ])("counts %s up to %s", (before, after) => expect(nextVoucher(before)).toBe(after));

  it("says what is missing in a row", () => {
    const task = { request: { approved_amount: { amount: "100.00", currency: "CNY" } } } as Parameters<typeof wrongIn>[0];
    const row: Row = { paid: "100", method: "bank", voucher: "V1", day: "2026-11-27", ticked: true };
    const none = new Map<string, number>();
    expect(wrongIn(task, row, none)).toBeNull();
    expect(wrongIn(task, { ...row, paid: "100.01" }, none)).toBe("tooMuch");
    expect(wrongIn(task, { ...row, paid: "" }, none)).toBe("paid");
    expect(wrongIn(task, { ...row, method: "" }, none)).toBe("method");
    expect(wrongIn(task, { ...row, voucher: " " }, none)).toBe("voucher");
    expect(wrongIn(task, { ...row, day: "" }, none)).toBe("day");
    expect(wrongIn(task, { ...row, day: "9999-01-01" }, none)).toBe("future");
    expect(wrongIn(task, row, new Map([["V1", 2]]))).toBe("twice");
  });

  it("adds up each currency by itself, without rounding", () => {
    const payments = [
      { amount: "0.10", currency: "CNY" },
      { amount: "99.99", currency: "EUR" },
      { amount: "90071992547409.93", currency: "CNY" },
    ];
    expect(sums(payments)).toEqual([
      { amount: "90071992547410.03", currency: "CNY" },
      { amount: "99.99", currency: "EUR" },
    ]);
  });

  it("finds the cells that a refusal is about", () => {
    expect([...refusedCells(["data.voucher_no", "data.paid_amount.amount", "revision"])]).toEqual(["voucher", "paid"]);
  });
});

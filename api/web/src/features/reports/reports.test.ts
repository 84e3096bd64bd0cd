import { describe, expect, it } from "vitest";
import { barsOf, currenciesOf } from "./bars";
import type { Report } from "./queries";
import { daysOf, placeOf } from "./reports";

const text = (en: string) => ({ en, "zh-CN": en });
const column = (key: string, kind: Report["columns"][number]["kind"]) => ({ key, kind, label: text(key) });

const budgets: Report = {
  name: "budgets",
  title: text("budgets"),
  by: "project",
  by_choices: ["project"],
  from: null,
  to: null,
  complete: true,
  columns: [
    column("project", "key"),
    column("currency", "text"),
    column("spent", "money"),
    column("pending", "money"),
    column("left", "money"),
  ],
  rows: [
    ["p1", "USD", "1.00", "0.00", "9.00"],
    ["p2", "CNY", "80.50", "0.00", "-30.50"],
    ["p3", "CNY", "0.10", "0.20", "0.30"],
  ].map((row) => row.map((value) => ({ value }))),
  totals: [],
};

const words = {
  label: (_: string, cell: { value: string }) => cell.value,
  name: (one: Report["columns"][number]) => one.key,
  text: (_: unknown, cell: { value: string }, currency: string) => `${currency} ${cell.value}`,
};

describe("the bars of a report", () => {
  it("are of one currency, and print the numbers as they came", () => {
    expect(currenciesOf(budgets)).toEqual(["CNY", "USD"]);
    const bars = barsOf(budgets, "CNY", words);
    expect(bars.keys).toEqual(["p2", "p3"]);
    expect(bars.series.map(({ texts }) => texts)).toEqual([
      ["CNY 80.50", "CNY 0.10"],
      ["CNY 0.00", "CNY 0.20"],
      ["CNY -30.50", "CNY 0.30"],
    ]);
    expect(bars.series[2]?.lengths).toEqual([null, 0.3]);
  });

  it("are no more than can be told apart", () => {
    const rows = Array.from({ length: 30 }, (_, i) => [`p${i}`, "CNY", "1.00", "0.00", "1.00"].map((value) => ({ value })));
    const bars = barsOf({ ...budgets, rows }, "CNY", words);
    expect([bars.drawn, bars.of, bars.keys[0]]).toEqual([12, 30, "p0"]);
  });
});

describe("a row leads", () => {
  const from = (address: string) => new URLSearchParams(address);

  it("to the report narrowed to it", () => {
    expect(placeOf("approval-times", "step", "gm_signoff", from("customer_id=c"))).toBe(
      "/reports/approval-times?customer_id=c&step=gm_signoff&by=user",
    );
    expect(placeOf("pipeline", "owner", "u", from("by=owner"))).toBe("/reports/pipeline?owner_id=u");
  });

  it("to its days, but no further than was asked for", () => {
    expect(daysOf("2028-02")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
    expect(placeOf("spending", "month", "2026-11", from("by=month"))).toBe("/reports/spending?from=2026-11-01&to=2026-11-30");
    expect(placeOf("spending", "month", "2026-11", from("by=month&from=2026-11-10&to=2026-12-31"))).toBe(
      "/reports/spending?from=2026-11-10&to=2026-11-30",
    );
  });

  it("to the project itself, and nowhere where nothing was given", () => {
    expect(placeOf("budgets", "project", "p", from(""))).toBe("/projects/p");
    expect(placeOf("spending", "department", "", from(""))).toBeNull();
  });
});

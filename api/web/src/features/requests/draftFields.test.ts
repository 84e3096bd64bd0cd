import { describe, expect, it } from "vitest";
import { emptied, mergeFields, unsent } from "./draftFields";

describe("mergeFields", () => {
  const base = { amount: "100.00", purpose: "dinner", category: "reception" };

  it("takes from either side what only that side changed", () => {
    const merged = mergeFields(base, { ...base, amount: "120" }, { ...base, purpose: "dinner with the institute" });
    expect(merged.fields).toEqual({ amount: "120", purpose: "dinner with the institute", category: "reception" });
    expect(merged.clashes).toEqual([]);
  });

  it("asks only about what both changed differently, and keeps what is on the screen until then", () => {
    const merged = mergeFields(base, { ...base, amount: "120", category: "travel" }, { ...base, amount: "130.00", category: "travel" });
    expect(merged.clashes).toEqual([{ field: "amount", mine: "120", theirs: "130.00" }]);
    expect(merged.fields.amount).toBe("120");
  });

  it("does not take another way to write an amount for a change", () => {
    const merged = mergeFields({ ...base, amount: "100" }, { ...base, amount: "90" }, base);
    expect(merged.clashes).toEqual([]);
    expect(merged.fields.amount).toBe("90");
  });

  it("compares texts as texts", () => {
    const merged = mergeFields({ purpose: "1" }, { purpose: "1.0" }, { purpose: "1.00" });
    expect(merged.clashes).toHaveLength(1);
  });
});

describe("what is sent", () => {
  it("is what differs, but for what is empty or still asked about", () => {
    const fields = { amount: "12.", purpose: "", category: "travel", spent_on: "2026-11-26" };
    const synced = { amount: "12.00", purpose: "dinner", category: "reception", spent_on: "" };
    expect(unsent(fields, synced)).toEqual({ category: "travel", spent_on: "2026-11-26" });
    expect(unsent(fields, synced, [{ field: "category", mine: "travel", theirs: "other" }])).toEqual({ spent_on: "2026-11-26" });
    expect(emptied(fields, synced)).toEqual(["purpose"]);
  });
});

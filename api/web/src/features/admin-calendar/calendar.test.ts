import { describe, expect, it } from "vitest";
import { addMonths, between, isWorked, likelyName, mergeCalendar, stateOf, sumsOf, weeksOf, withDays } from "./calendar";

const calendar = {
  days_off: ["saturday", "sunday"],
  from: "08:30",
  to: "17:30",
  holidays: [{ date: "2026-10-01", name: "National Day" }],
  working_days: [{ date: "2026-10-10", name: "" }],
};

describe("a day", () => {
  it("is worked by what is said of it, else by the day of the week", () => {
    expect(["2026-10-01", "2026-10-10", "2026-10-11", "2026-10-12"].map((date) => isWorked(calendar, date))).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });

  it("is one thing only", () => {
    const changed = withDays(calendar, ["2026-10-10", "2026-10-02"], { kind: "holiday", name: "x" });
    expect(changed.working_days).toEqual([]);
    expect(changed.holidays.map(({ date }) => date)).toEqual(["2026-10-01", "2026-10-02", "2026-10-10"]);
    expect(withDays(changed, ["2026-10-01"], { kind: "ordinary", name: "" }).holidays.map(({ date }) => date)).toEqual([
      "2026-10-02",
      "2026-10-10",
    ]);
  });

  it("is called as its neighbour", () => {
    expect(likelyName(calendar, ["2026-10-02", "2026-10-03"], "holiday")).toBe("National Day");
    expect(likelyName(calendar, ["2026-11-02"], "holiday")).toBe("");
  });
});

it("a month has whole weeks from Monday on", () => {
  expect(weeksOf("2026-02")).toHaveLength(5);
  expect(weeksOf("2026-02")[0]).toEqual([null, null, null, null, null, null, "2026-02-01"]);
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addMonths("2026-12-15", 1)).toBe("2027-01-15");
  expect(between("2026-10-03", "2026-10-01")).toEqual(["2026-10-01", "2026-10-02", "2026-10-03"]);
});

it("one's own days are put on what somebody else has saved", () => {
  const mine = withDays(calendar, ["2026-10-02"], { kind: "holiday", name: "" });
  const theirs = { ...withDays(calendar, ["2026-10-01"], { kind: "ordinary", name: "" }), to: "17:00" };
  const merged = mergeCalendar(calendar, mine, theirs);
  expect(merged.holidays).toEqual([{ date: "2026-10-02", name: "" }]);
  expect(merged.to).toBe("17:00");
  expect(stateOf(merged, "2026-10-10").kind).toBe("working");
});

it("a year has its sums", () => {
  // 261 days from Monday to Friday, one of them a holiday, and a Saturday made up for.
  expect(sumsOf(calendar, "2026")).toEqual({ worked: 261, holidays: 1, made: 1 });
});

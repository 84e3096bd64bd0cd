import { describe, expect, it } from "vitest";
import { addMonths, dayState, isDate, mondayOfWeek, monthDays, sumHours, weekOf, workingDay } from "./days";

describe("weeks", () => {
  it.each([
    ["2026-11-27", "2026-W48"],
    ["2027-01-01", "2026-W53"],
    ["2025-12-29", "2026-W01"],
    ["2024-12-30", "2025-W01"],
  ])("%s is in %s", (day, week) => expect(weekOf(day)).toBe(week));

  it("begin on Monday, and those that a year does not have are none", () => {
    expect(mondayOfWeek("2026-W48")).toBe("2026-11-23");
    expect(mondayOfWeek("2026-W53")).toBe("2026-12-28");
    expect(mondayOfWeek("2025-W53")).toBeNull();
    expect(mondayOfWeek("48")).toBeNull();
  });
});

it("months have their days", () => {
  expect(monthDays("2028-02")).toHaveLength(29);
  expect(addMonths("2026-12", 1)).toBe("2027-01");
  expect(addMonths("2026-01", -1)).toBe("2025-12");
  expect(isDate("2026-02-30")).toBe(false);
});

const calendar = {
  from: "2026-01-01",
  to: "2026-12-31",
  days_off: ["saturday", "sunday"],
  holidays: [{ date: "2026-10-01", name: "National Day" }],
  working_days: [{ date: "2026-10-10", name: "Make-up day" }],
};

it("a day is worked by the company's calendar", () => {
  expect(workingDay(calendar, "2026-10-01")).toEqual({ works: false, name: "National Day" });
  expect(workingDay(calendar, "2026-10-10")).toEqual({ works: true, name: "Make-up day" });
  expect(workingDay(calendar, "2026-10-11").works).toBe(false);
  expect(workingDay(calendar, "2026-10-12").works).toBe(true);
});

it("only a working day that is over, with an account and without an entry, is missing", () => {
  const state = (date: string, kinds: string[] = [], works = true) => dayState(date, kinds, "2026-11-27", "2026-11-10", works);
  expect(state("2026-11-26")).toBe("missing");
  expect(state("2026-11-27")).toBe("today");
  expect(state("2026-11-28")).toBe("ahead");
  expect(state("2026-11-09")).toBe("before");
  expect(state("2026-11-22", [], false)).toBe("off");
  expect(state("2026-11-22", ["call"], false)).toBe("wrote");
  expect(state("2026-11-26", ["call", "visit"])).toBe("visit");
});

it("hours are summed in quarters", () => expect(sumHours(["2.25", null, "0.5"])).toBe(2.75));

import { describe, expect, it } from "vitest";
import { sameValue } from "@/kit/same";
import { calendarParts, optionParts, textParts } from "./differences";
import { durationOf, textRows, toValue } from "./values";

describe("a value that is typed", () => {
  it("is a number where it is one, and else what was typed", () => {
    expect(toValue("number", "1.50")).toBe(1.5);
    expect(toValue("number", "４８")).toBe(48);
    expect(toValue("number", "12x")).toBe("12x");
    // A float would be another number.
    expect(toValue("number", "1234567890123456")).toBe("1234567890123456");
  });

  it("is a list without empty entries", () => {
    const rows = textRows(["b", "", " a "]);
    expect(toValue("text_list", rows)).toEqual(["b", "a"]);
    expect(toValue("text_list", rows.toReversed())).toEqual(["a", "b"]);
  });

  it("may be a length of time", () => {
    expect(durationOf("36h")).toEqual({ hours: 36, minutes: 0 });
    expect(durationOf("1h30m")).toEqual({ hours: 1, minutes: 30 });
    expect(durationOf("")).toBeNull();
    expect(durationOf("90s")).toBeNull();
  });
});

it("values are compared by what they hold", () => {
  expect(sameValue({ a: [1, { b: "x" }] }, { a: [1, { b: "x" }] })).toBe(true);
  expect(sameValue({ a: [1] }, { a: [1, 2] })).toBe(false);
  expect(sameValue({ a: 1, retired: undefined }, { a: 1 })).toBe(true);
});

describe("a change", () => {
  const one = { key: "one", label: { "zh-CN": "一", en: "One" } };
  const two = { key: "two", label: { "zh-CN": "二", en: "Two" } };

  it("of options is told option by option, with their order", () => {
    const parts = optionParts([one, two], [two, { ...one, retired: true }]);
    expect(parts.map(({ key }) => key)).toEqual(["one", ""]);
    expect(parts[1]?.order?.after.map(({ key }) => key)).toEqual(["two", "one"]);
    expect(optionParts([one], [{ ...one, retired: false }])).toEqual([]);
  });

  it("of a calendar is told day by day", () => {
    const before = {
      days_off: ["sunday"],
      from: "09:00",
      to: "18:00",
      holidays: [{ date: "2026-01-01", name: "New Year" }],
      working_days: [],
    };
    const after = { ...before, to: "17:00", holidays: [], working_days: [{ date: "2026-01-01", name: "" }] };
    expect(calendarParts(before, after)).toEqual([
      { name: "hours", before: "09:00–18:00", after: "09:00–17:00" },
      { name: "2026-01-01", before: "holiday:New Year", after: "working:" },
    ]);
  });

  it("of texts names those that went and came", () => {
    expect(textParts(["a", "b"], ["b", "c"])).toEqual({ before: ["a"], after: ["c"] });
    expect(textParts(["a", "b"], ["b", "a"])).toEqual({ before: ["a", "b"], after: ["b", "a"] });
  });
});

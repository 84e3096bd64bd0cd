import { expect, it } from "vitest";
import type { TeamMember } from "./queries";
import { departmentsOf, missingFirst, stateOf } from "./team";

const member = (name: string, rest: Partial<TeamMember> = {}): TeamMember => ({
  user: { id: name, name },
  department: null,
  entries: 0,
  visits: 0,
  hours: "0",
  missing: false,
  missing_days: [],
  days: [],
  ...rest,
});

const wrote = member("A", {
  days: [
    { date: "2026-11-25", entries: 2, visits: 1, hours: "3" },
    { date: "2026-11-26", entries: 1, visits: 0, hours: "1" },
  ],
  department: { id: "e", name: "East" },
});
const missed = member("B", { missing_days: ["2026-11-26"], department: { id: "e", name: "East" } });

it("who did not write on a day comes first", () => {
  expect(missingFirst([wrote, missed], "2026-11-26").map((one) => one.user.name)).toEqual(["B", "A"]);
  expect(missingFirst([wrote, missed], "2026-11-25").map((one) => one.user.name)).toEqual(["A", "B"]);
});

it("a day is what was written on it, or what the server says of it", () => {
  const state = (one: TeamMember, date: string, works = true) => stateOf(one, date, "2026-11-27", works);
  expect(state(wrote, "2026-11-25")).toBe("visit");
  expect(state(wrote, "2026-11-26")).toBe("wrote");
  expect(state(missed, "2026-11-26")).toBe("missing");
  // Before there was an account nothing is missing.
  expect(state(missed, "2026-11-25")).toBe("before");
  expect(state(missed, "2026-11-30")).toBe("ahead");
  expect(state(missed, "2026-11-29", false)).toBe("off");
});

it("departments are there once", () => expect(departmentsOf([wrote, missed, member("C")])).toEqual([{ id: "e", name: "East" }]));

import { expect, it } from "vitest";
import { changedFields, createBody, emptyFields, rebase } from "./fields";

const fields = { ...emptyFields("2026-11-27"), kind: "visit" as const, content: "Met Wang" };

it("a new entry leaves out what is empty", () => {
  expect(createBody(fields)).toEqual({ work_date: "2026-11-27", kind: "visit", content: "Met Wang" });
  expect(createBody({ ...fields, hours: "0.5" })).toMatchObject({ hours: "0.5" });
});

it("spaces at an end are no change", () => expect(changedFields(fields, { ...fields, content: "Met Wang " })).toEqual([]));

it("over a newer entry stays what was typed, and nothing else", () => {
  const mine = { ...fields, result: "Typed here" };
  const theirs = { ...fields, content: "Met Wang and Chen", result: "Typed there" };
  expect(rebase(fields, mine, theirs)).toEqual({ ...theirs, result: "Typed here" });
});

import { beforeEach, expect, it } from "vitest";
import type { Found } from "./queries";
import { keepRecent, recentOf } from "./recent";

const found = (id: string): Found => ({
  kind: "customer",
  kind_label: { "zh-CN": "", en: "" },
  id,
  title: `Customer ${id}`,
  subtitle: null,
  link: `/customers/${id}`,
});

beforeEach(() => localStorage.clear());

it("what was opened last comes first, once, and is nobody else's", () => {
  for (const id of ["a", "b", "a"]) keepRecent("me", found(id));
  expect(recentOf("me").map(({ id }) => id)).toEqual(["a", "b"]);
  expect(recentOf("another")).toEqual([]);
});

it("only so many are kept", () => {
  for (let n = 0; n < 12; n++) keepRecent("me", found(String(n)));
  expect(recentOf("me").map(({ id }) => id)).toEqual(["11", "10", "9", "8", "7", "6", "5", "4"]);
});

it("what cannot be read is nothing", () => {
  localStorage.setItem("search.recent.me", "[1, null, {");
  expect(recentOf("me")).toEqual([]);
  localStorage.setItem("search.recent.me", "[1, null]");
  expect(recentOf("me")).toEqual([]);
});

import { expect, it } from "vitest";
import { sameQuery } from "./same";

it("a view is the same in whatever order it was chosen", () => {
  expect(sameQuery("kind=expense_request&q=a+b", "q=a%20b&kind=expense_request")).toBe(true);
  expect(sameQuery("q=a", "q=a&overdue=true")).toBe(false);
  expect(sameQuery("", "")).toBe(true);
});

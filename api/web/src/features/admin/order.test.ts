import { expect, it } from "vitest";
import { moved } from "./useOrder";

it("entries move within the list", () => {
  expect(moved([1, 2, 3], 0, 2)).toEqual([2, 3, 1]);
  expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
});

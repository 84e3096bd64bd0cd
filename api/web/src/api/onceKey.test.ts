import { expect, it } from "vitest";
import { onceKey } from "./onceKey";

it("a body keeps its key until it was done, another body has another", () => {
  const once = onceKey();
  const first = once.keyFor({ name: "a" });
  expect(once.keyFor({ name: "a" })).toBe(first);
  const second = once.keyFor({ name: "b" });
  expect(second).not.toBe(first);
  once.done();
  expect(once.keyFor({ name: "b" })).not.toBe(second);
});

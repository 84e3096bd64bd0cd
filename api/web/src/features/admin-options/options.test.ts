import { describe, expect, it } from "vitest";
import { keyFor, mergeRows, relabelled } from "./options";

const option = (key: string, en = key) => ({ key, label: { "zh-CN": key, en } });
const [a, b, c] = [option("a"), option("b"), option("c")];

describe("an option list that somebody else has saved meanwhile", () => {
  it("gets one's own changes and keeps theirs", () => {
    const mine = [a, { ...b, retired: true }, { ...option("new"), id: "1" }];
    const theirs = [option("a", "A2"), b, c];
    expect(mergeRows([a, b], mine, theirs)).toEqual([option("a", "A2"), { ...b, retired: true }, c, { ...option("new"), id: "1" }]);
  });

  it("has the order that one has made", () => {
    expect(mergeRows([a, b], [b, a], [a, b, c]).map(({ key }) => key)).toEqual(["b", "a", "c"]);
  });

  it("has theirs where one has made none", () => {
    expect(mergeRows([a, b, c], [a, b, option("c", "C2")], [c, a, b]).map(({ label }) => label.en)).toEqual(["C2", "a", "b"]);
  });

  it("does not bring back what they have removed", () => {
    expect(mergeRows([a, b], [a, b], [a])).toEqual([a]);
  });
});

describe("a new option", () => {
  it("gets its key from the English label until one is typed", () => {
    const row = { id: "1", key: "", label: { "zh-CN": "", en: "" } };
    const named = relabelled(row, "en", "Client gifts (small)");
    expect(named.key).toBe("client_gifts_small");
    expect(relabelled({ ...named, key: "gifts" }, "en", "Gifts").key).toBe("gifts");
    expect(keyFor("3D printing")).toBe("d_printing");
  });
});

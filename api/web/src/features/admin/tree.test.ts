import { describe, expect, it } from "vitest";
import { inTree, treeChoices, withBelow } from "./tree";

const nodes = [
  { id: "c", name: "Coast", parent_id: "s" },
  { id: "f", name: "Finance", parent_id: null },
  { id: "o", name: "Orphan", parent_id: "archived" },
  { id: "p", name: "Port", parent_id: "c" },
  { id: "s", name: "Sales", parent_id: null },
];

describe("a tree of departments", () => {
  it("stands in the order of its branches", () => {
    expect(inTree(nodes).map(({ id, depth }) => `${id}${depth}`)).toEqual(["f0", "o0", "s0", "c1", "p2"]);
  });

  it("sets choices in", () => {
    expect(treeChoices(nodes).map(({ label }) => label)).toEqual(["Finance", "Orphan", "Sales", "\u2003Coast", "\u2003\u2003Port"]);
  });

  it("knows what is below", () => {
    expect([...withBelow(nodes, "s")].sort()).toEqual(["c", "p", "s"]);
  });
});

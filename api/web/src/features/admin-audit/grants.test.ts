import { expect, it } from "vitest";
import { grantParts, isGrants } from "./grants";

it("a change of permissions is told action by action", () => {
  const before = [
    { action: "customer.read", scope: "own" },
    { action: "report.read", scope: "all" },
    { action: "work_log.read", scope: "own" },
  ];
  const after = [
    { action: "customer.read", scope: "all" },
    { action: "audit.read", scope: "all" },
    { action: "work_log.read", scope: "own" },
  ];
  expect(grantParts(before, after)).toEqual([
    { action: "customer.read", before: "own", after: "all" },
    { action: "report.read", before: "all", after: "" },
    { action: "audit.read", before: "", after: "all" },
  ]);
});

it("a new role has had none", () => {
  expect(isGrants(null, [{ action: "audit.read", scope: "all" }])).toBe(true);
  expect(grantParts(null, [{ action: "audit.read", scope: "all" }])).toHaveLength(1);
  expect(isGrants(["sales_rep"], [])).toBe(false);
});

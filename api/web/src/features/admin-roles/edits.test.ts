import { describe, expect, it } from "vitest";
import type { Role } from "@/features/admin/public";
import { changesOf, rebased, withCell } from "./edits";

const role: Role = {
  id: "r",
  key: "finance",
  name: { "zh-CN": "财务", en: "Finance" },
  people: 2,
  version: 3,
  permissions: [
    { action: "customer.read", scope: "all" },
    { action: "work_log.read", scope: "team" },
  ],
};

describe("changes of roles", () => {
  it("are all permissions that the role would have", () => {
    let edits = withCell({}, role, "report.read", "team");
    edits = withCell(edits, role, "work_log.read", "");
    const [change] = changesOf(edits, [role]);
    expect(change?.permissions).toEqual([
      { action: "customer.read", scope: "all" },
      { action: "report.read", scope: "team" },
    ]);
    expect(change?.cells).toEqual([
      { action: "work_log.read", before: "team", after: "" },
      { action: "report.read", before: "", after: "team" },
    ]);
  });

  it("go when a cell is as it was", () => {
    const edits = withCell({}, role, "customer.read", "own");
    expect(withCell(edits, role, "customer.read", "all")).toEqual({});
  });

  it("keep what somebody else has changed meanwhile, and tell it until it was taken over", () => {
    const edits = withCell({}, role, "report.read", "team");
    const now: Role = { ...role, version: 4, permissions: [{ action: "customer.read", scope: "own" }] };
    const [change] = changesOf(edits, [now]);
    expect(change?.permissions).toEqual([
      { action: "customer.read", scope: "own" },
      { action: "report.read", scope: "team" },
    ]);
    expect(change?.elsewhere).toEqual([
      { action: "customer.read", before: "all", after: "own" },
      { action: "work_log.read", before: "team", after: "" },
    ]);
    expect(changesOf(rebased(edits, now), [now])[0]?.elsewhere).toEqual([]);
  });
});

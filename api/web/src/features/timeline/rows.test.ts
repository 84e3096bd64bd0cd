import { describe, expect, it } from "vitest";
import type { TimelineEvent } from "./queries";
import { pageOf, rowsOf } from "./rows";

const event = (id: string, at: string) => ({ id, at }) as TimelineEvent;

describe("rows of a timeline", () => {
  it("stand under the company's days, not those of UTC", () => {
    const rows = rowsOf(
      [event("c", "2026-11-26T16:30:00Z"), event("b", "2026-11-26T15:30:00Z"), event("a", "2026-11-26T01:00:00Z")],
      "Asia/Shanghai",
    );
    expect(rows.map((row) => row.key)).toEqual(["2026-11-27", "c", "2026-11-26", "b", "a"]);
  });

  it("lead to the page of what they are about", () => {
    const at = (link: string | undefined, project_id: string | null = null) => pageOf({ link, customer_id: "1", project_id });
    expect(at("/api/v1/expense-requests/7")).toBe("/expense-requests/7");
    expect(at("/api/v1/contacts/7")).toBe("/customers/1/contacts");
    expect(at("/api/v1/competitors/7", "4")).toBe("/projects/4");
    expect(at("/api/v1/customers/1")).toBeUndefined();
    expect(at(undefined)).toBeUndefined();
  });
});

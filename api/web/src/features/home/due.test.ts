import { expect, it } from "vitest";
import { dueBy } from "./due";

type Tasks = Parameters<typeof dueBy>[0];

it("a task is due today as long as it is today where the company is", () => {
  const tasks = [
    { id: "late", due_at: "2026-11-20T09:00:00Z" },
    { id: "today", due_at: "2026-11-27T15:59:00Z" },
    { id: "tomorrow there", due_at: "2026-11-27T16:00:00Z" },
    { id: "whenever" },
  ] as Tasks;
  expect(dueBy(tasks, "Asia/Shanghai", "2026-11-27").map((task) => task.id)).toEqual(["late", "today"]);
});

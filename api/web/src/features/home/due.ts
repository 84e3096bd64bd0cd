import type { components } from "@/api/schema";
import { dayIn } from "@/i18n/format";

type Task = components["schemas"]["Task"];

/** What is late or due by the end of a day of the company. */
export const dueBy = (tasks: Task[], zone: string, day: string) =>
  tasks.filter((task) => task.due_at !== undefined && task.due_at !== null && dayIn(zone, new Date(task.due_at)) <= day);

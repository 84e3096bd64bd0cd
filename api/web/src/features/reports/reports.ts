import { allows, type Me } from "@/api/me";
import type { ReportFilter, ReportName } from "./queries";

/** What the rows of a report can be about. */
export type About =
  | "step"
  | "month"
  | "user"
  | "department"
  | "category"
  | "customer"
  | "project"
  | "requester"
  | "owner"
  | "stage"
  | "kind";

export type FilterName = Exclude<keyof ReportFilter, "by" | "format" | "from" | "to">;

interface Shape {
  /** The permission for what it adds up. */
  reads: string;
  /** The choices of what the rows are about; the first is the default. */
  by: readonly About[];
  filters: readonly FilterName[];
  /** The measures that the chart draws. */
  drawn: readonly string[];
  /** The drawn measures are parts of a whole. */
  stacked?: boolean;
  /** Whether it goes by days. */
  days: boolean;
  /** What the rows are about once one of them has been picked. */
  next: Partial<Record<About, About>>;
}

/** The reports, the first to be opened first. */
export const shapes: Record<ReportName, Shape> = {
  "approval-times": {
    reads: "request.read",
    by: ["step", "month", "user", "department"],
    filters: ["step", "user_id", "department_id", "requester_id", "customer_id"],
    drawn: ["average_hours", "median_hours"],
    days: true,
    next: { step: "user", month: "step", user: "step", department: "user" },
  },
  spending: {
    reads: "request.read",
    by: ["category", "month", "customer", "project", "requester", "department"],
    filters: ["category", "requester_id", "department_id", "customer_id", "project_id"],
    drawn: ["paid"],
    days: true,
    next: {
      category: "customer",
      month: "category",
      customer: "project",
      project: "category",
      requester: "category",
      department: "requester",
    },
  },
  budgets: {
    reads: "customer.read",
    by: ["project", "customer", "owner"],
    filters: ["owner_id", "department_id", "customer_id"],
    drawn: ["spent", "pending", "left"],
    stacked: true,
    days: false,
    next: { customer: "project", owner: "project" },
  },
  pipeline: {
    reads: "customer.read",
    by: ["stage", "month", "owner", "customer", "department"],
    filters: ["stage", "owner_id", "department_id", "customer_id"],
    drawn: ["estimated", "weighted"],
    days: true,
    next: { stage: "owner", month: "stage", owner: "stage", customer: "stage", department: "owner" },
  },
  "work-logs": {
    reads: "work_log.read",
    by: ["user", "month", "kind", "customer", "department"],
    filters: ["user_id", "kind", "department_id", "customer_id"],
    drawn: ["entries", "visits"],
    days: true,
    next: { user: "customer", month: "user", kind: "user", customer: "user", department: "user" },
  },
};

const reportNames = Object.keys(shapes) as ReportName[];

/** The reports that a person may read. */
export const reportsOf = (me: Me) => reportNames.filter((name) => allows(me, shapes[name].reads));

/** The filter that narrows a report to what a row is about. */
export const filterOf: Partial<Record<About, FilterName>> = {
  step: "step",
  user: "user_id",
  department: "department_id",
  category: "category",
  customer: "customer_id",
  project: "project_id",
  requester: "requester_id",
  owner: "owner_id",
  stage: "stage",
  kind: "kind",
};

/** The first and the last day of a month. */
export function daysOf(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${last}` };
}

/** Where one gets to by picking a row: the report narrowed to it, or the project itself; null where there is no more to see. */
export function placeOf(name: ReportName, about: string, key: string, address: URLSearchParams): string | null {
  if (!key) return null;
  if (name === "budgets" && about === "project") return `/projects/${key}`;
  const next = new URLSearchParams(address);
  const filter = filterOf[about as About];
  if (about === "month") {
    const days = daysOf(key);
    // A month that the filter has cut is not widened again.
    const [from, to] = [next.get("from") ?? "", next.get("to") ?? ""];
    next.set("from", from > days.from && from <= days.to ? from : days.from);
    next.set("to", to && to < days.to && to >= days.from ? to : days.to);
  } else if (filter) next.set(filter, key);
  else return null;
  const by = shapes[name].next[about as About];
  if (by && by !== shapes[name].by[0]) next.set("by", by);
  else next.delete("by");
  return `/reports/${name}?${next}`;
}

import { allows, type Me } from "@/api/me";

/** What one can begin from anywhere, each with its key after "n". */
export const newThings: {
  name: "expense" | "workLog" | "project" | "customer";
  key: string;
  path: string;
  may: (me: Me) => boolean;
}[] = [
  { name: "expense", key: "e", path: "/expense-requests/new", may: (me) => allows(me, "expense_request.create") },
  { name: "workLog", key: "l", path: "/work-logs/new", may: (me) => allows(me, "work_log.write") },
  { name: "project", key: "p", path: "/project-requests/new", may: (me) => allows(me, "project_request.create") },
  { name: "customer", key: "c", path: "/customers/new", may: (me) => allows(me, "customer.write") },
];

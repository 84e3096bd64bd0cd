import type { Variable } from "./queries";
import { prefixOf } from "./values";

/** What the program's prefixes belong to; those of others stand by themselves. */
const groupOfPrefix = {
  company: "company",
  currency: "company",
  calendar: "company",
  approval: "approval",
  deadline: "approval",
  work_log: "workLogs",
  attachments: "files",
  password: "access",
  customer: "options",
  expense: "options",
  payment: "options",
} as const;

type GroupName = (typeof groupOfPrefix)[keyof typeof groupOfPrefix] | "own";

const order: GroupName[] = ["company", "approval", "workLogs", "files", "access", "options", "own"];

/** Variables by what they belong to; in a group they keep their order. */
export function groupsOf(variables: Variable[]): { name: GroupName; variables: Variable[] }[] {
  const nameOf = ({ key, custom }: Variable): GroupName =>
    custom ? "own" : (groupOfPrefix[prefixOf(key) as keyof typeof groupOfPrefix] ?? "own");
  return order
    .map((name) => ({ name, variables: variables.filter((variable) => nameOf(variable) === name) }))
    .filter((group) => group.variables.length > 0);
}

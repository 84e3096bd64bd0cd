import type { Scope } from "@/api/me";
import type { ActionInfo, Reach, Role } from "@/features/admin/public";

interface Permission {
  action: string;
  scope: Scope;
}

/** What is being changed of a role, and what it was when that began. */
export interface Edit {
  version: number;
  base: Record<string, Reach>;
  cells: Record<string, Reach>;
}

/** By the ids of roles. */
export type Edits = Record<string, Edit>;

export interface Changed {
  action: string;
  before: Reach;
  after: Reach;
}

/** A role that is changed, as it would be, and what somebody else has changed of it meanwhile. */
export interface Change {
  role: Role;
  cells: Changed[];
  elsewhere: Changed[];
  permissions: Permission[];
}

export const reachesOf = (role: Role): Record<string, Reach> =>
  Object.fromEntries(role.permissions.map(({ action, scope }) => [action, scope as Scope]));

export const permissionsOf = (reaches: Record<string, Reach>): Permission[] =>
  Object.entries(reaches).flatMap(([action, scope]) => (scope ? [{ action, scope }] : []));

const differences = (before: Record<string, Reach>, after: Record<string, Reach>): Changed[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((action) => ({ action, before: before[action] ?? "", after: after[action] ?? "" }))
    .filter((one) => one.before !== one.after);

const without = <T>(record: Record<string, T>, name: string) => Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));

/** Sets a cell; one that is as the server has it is no change. */
export function withCell(edits: Edits, role: Role, action: string, reach: Reach): Edits {
  const now = reachesOf(role);
  const edit = edits[role.id] ?? { version: role.version, base: now, cells: {} };
  const cells = reach === (now[action] ?? "") ? without(edit.cells, action) : { ...edit.cells, [action]: reach };
  return Object.keys(cells).length === 0 ? without(edits, role.id) : { ...edits, [role.id]: { ...edit, cells } };
}

export const withoutRole = (edits: Edits, id: string): Edits => without(edits, id);

/** Goes on from what the server has by now. */
export const rebased = (edits: Edits, role: Role): Edits => {
  const edit = edits[role.id];
  return edit ? { ...edits, [role.id]: { ...edit, version: role.version, base: reachesOf(role) } } : edits;
};

/** What would be saved, role by role. */
export function changesOf(edits: Edits, roles: Role[]): Change[] {
  return roles.flatMap((role) => {
    const edit = edits[role.id];
    if (!edit) return [];
    const now = reachesOf(role);
    const after = { ...now, ...edit.cells };
    const cells = differences(now, after);
    if (cells.length === 0) return [];
    return [
      { role, cells, elsewhere: edit.version === role.version ? [] : differences(edit.base, now), permissions: permissionsOf(after) },
    ];
  });
}

const groups = ["customers", "requests", "tasks", "workLogs", "reports", "administration"] as const;
export type Group = (typeof groups)[number];

function groupOf(action: string): Group {
  if (/^customer\./.test(action)) return "customers";
  if (/^(request\.read|project_request\.|expense_request\.)/.test(action)) return "requests";
  if (/^task\./.test(action)) return "tasks";
  if (/^work_log\./.test(action)) return "workLogs";
  if (/^report\./.test(action)) return "reports";
  return "administration";
}

/** The actions in their groups; groups without any are left out. */
export const grouped = (actions: ActionInfo[]) =>
  groups
    .map((group) => ({ group, actions: actions.filter(({ action }) => groupOf(action) === group) }))
    .filter((one) => one.actions.length > 0);

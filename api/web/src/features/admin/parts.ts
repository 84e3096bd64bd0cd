import { allows, type Me } from "@/api/me";

/** The parts of administration in the order of their tabs, each with what one must be allowed to do. */
export const adminParts = [
  { name: "users", action: "user.manage" },
  { name: "departments", action: "user.manage" },
  { name: "roles", action: "role.manage" },
  { name: "variables", action: "variable.manage" },
  { name: "options", action: "variable.manage" },
  { name: "calendar", action: "variable.manage" },
  { name: "stuck", action: "request.manage" },
  { name: "audit", action: "audit.read" },
] as const;

export type AdminPart = (typeof adminParts)[number]["name"];

/** The parts that somebody may see. */
export const adminPartsOf = (me: Me) => adminParts.filter(({ action }) => allows(me, action));

export const administers = (me: Me) => adminPartsOf(me).length > 0;

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { allows, type Scope, useMe } from "@/api/me";
import { useSay } from "@/i18n/say";
import { permissionsQuery, type Role, rolesQuery } from "./queries";

const none: Role[] = [];

/** The roles, for whoever may see them. */
export function useRoles(): Role[] {
  const me = useMe();
  return useQuery({ ...rolesQuery, enabled: allows(me, "role.manage") }).data?.items ?? none;
}

/** What a role is called; its key where one may not see roles. */
export function useRoleName() {
  const say = useSay();
  const roles = useRoles();
  return (key: string) => say(roles.find((role) => role.key === key)?.name) || key;
}

/** What an action is called. */
export function useActionName() {
  const me = useMe();
  const say = useSay();
  const actions = useQuery({ ...permissionsQuery, enabled: allows(me, "role.manage") }).data?.items ?? [];
  return (action: string) => say(actions.find((info) => info.action === action)?.description) || action;
}

/** How far something is allowed; empty is not at all. */
export type Reach = Scope | "";

/** What a reach is called. */
export function useReachName() {
  const { t } = useTranslation();
  return (reach: string) => t(`admin.scope.${(reach || "none") as Scope | "none"}`);
}

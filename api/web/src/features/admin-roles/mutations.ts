import { answer, client, withKey } from "@/api/client";
import { meQuery } from "@/api/me";
import { queryClient } from "@/api/query";
import type { components } from "@/api/schema";
import { adminKeys, type Role } from "@/features/admin/public";
import type { Fields } from "@/features/requests/public";
import { type Change, permissionsOf, reachesOf } from "./edits";

type Schemas = components["schemas"];

/** Reads anew what shows roles; it may be a role of one's own. */
export async function rolesMoved() {
  void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  await queryClient.invalidateQueries({ queryKey: adminKeys.roles, exact: true });
}

async function patchRole(id: string, body: Schemas["EditRoleInputBody"]) {
  const role = await answer(client.PATCH("/roles/{id}", { params: { path: { id } }, body }));
  await rolesMoved();
  return role;
}

export const saveChange = ({ role, permissions }: Change) => patchRole(role.id, { version: role.version, permissions });

export const roleFields = (role?: Role): Fields => ({
  ...(role ? {} : { key: "", like: "" }),
  "name.zh-CN": role?.name["zh-CN"] ?? "",
  "name.en": role?.name.en ?? "",
});

/** Makes a role that may do what another one may, or nothing. */
export async function makeRole(fields: Fields, like: Role | undefined, key: string) {
  const name = { "zh-CN": fields["name.zh-CN"] ?? "", en: fields["name.en"] ?? "" };
  const body = { key: fields.key ?? "", name, permissions: like ? permissionsOf(reachesOf(like)) : [] };
  const role = await answer(client.POST("/roles", { body, ...withKey(key) }));
  await rolesMoved();
  return role;
}

/** Both names go together: the one that was not changed is as it was. */
export const renameRole = (role: Role, fields: Fields, version: number) =>
  patchRole(role.id, {
    version,
    name: { "zh-CN": fields["name.zh-CN"] ?? role.name["zh-CN"], en: fields["name.en"] ?? role.name.en },
  });

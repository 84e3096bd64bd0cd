import { answer, client, withKey } from "@/api/client";
import { meQuery } from "@/api/me";
import { queryClient } from "@/api/query";
import type { components } from "@/api/schema";
import { adminKeys } from "@/features/admin/public";
import type { Fields } from "@/features/requests/public";
import { type Rights, type User, userQuery, userSessionsQuery, userTokensQuery } from "./queries";

type Schemas = components["schemas"];

/** Reads anew what shows an account, among it how many hold a role and who is in a department. */
function changed(user: User) {
  queryClient.setQueryData(userQuery(user.id).queryKey, user);
  void queryClient.invalidateQueries({ queryKey: [...adminKeys.users, "list"] });
  void queryClient.invalidateQueries({ queryKey: adminKeys.roles });
  void queryClient.invalidateQueries({ queryKey: adminKeys.departments });
  void queryClient.invalidateQueries({ queryKey: ["people"] });
  // It may be oneself.
  void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
}

export const userFields = (user?: User): Fields => ({
  ...(user ? {} : { username: "", locale: "" }),
  name: user?.name ?? "",
  email: user?.email ?? "",
  phone: user?.phone ?? "",
  department_id: user?.department?.id ?? "",
  manager_id: user?.manager?.id ?? "",
});

/** What was changed; a department or a manager that was emptied is null. */
function userBody({ name, email, phone, department_id, manager_id }: Fields): Omit<Schemas["EditUserInputBody"], "version"> {
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(department_id === undefined ? {} : { department_id: department_id || null }),
    ...(manager_id === undefined ? {} : { manager_id: manager_id || null }),
  };
}

export async function makeUser(fields: Fields, key: string) {
  const { username = "", name = "", email = "", phone = "", locale, department_id, manager_id } = fields;
  const body: Schemas["CreateUserInputBody"] = {
    username,
    name,
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
    ...(locale === "zh-CN" || locale === "en" ? { locale } : {}),
    ...(department_id ? { department_id } : {}),
    ...(manager_id ? { manager_id } : {}),
  };
  const user = await answer(client.POST("/users", { body, ...withKey(key) }));
  changed(user);
  return user;
}

async function patchUser(id: string, body: Schemas["EditUserInputBody"]) {
  const user = await answer(client.PATCH("/users/{id}", { params: { path: { id } }, body }));
  changed(user);
  return user;
}

export const editUser = (id: string, fields: Fields, version: number) => patchUser(id, { ...userBody(fields), version });

/** Gives and takes roles, or lets somebody in and shuts them out. */
export const editRights = (id: string, version: number, rights: Rights) => patchUser(id, { version, ...rights });

/** Makes a one-time link; its token is in this answer only. */
export const makeResetLink = (id: string, key: string) =>
  answer(client.POST("/users/{id}/password-reset", { params: { path: { id } }, ...withKey(key) }));

export async function endSession(id: string, session_id: string) {
  await answer(client.DELETE("/users/{id}/sessions/{session_id}", { params: { path: { id, session_id } } }));
  void queryClient.invalidateQueries({ queryKey: userSessionsQuery(id).queryKey });
}

export async function revokeToken(id: string, token_id: string) {
  await answer(client.DELETE("/users/{id}/tokens/{token_id}", { params: { path: { id, token_id } } }));
  void queryClient.invalidateQueries({ queryKey: userTokensQuery(id).queryKey });
}

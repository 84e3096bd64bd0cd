import { queryOptions } from "@tanstack/react-query";
import { answer, client, withKey } from "@/api/client";
import { meQuery } from "@/api/me";
import { queryClient } from "@/api/query";

export const tokensQuery = queryOptions({
  queryKey: ["me", "tokens"],
  queryFn: ({ signal }) => answer(client.GET("/me/tokens", { signal })),
});
export const sessionsQuery = queryOptions({
  queryKey: ["me", "sessions"],
  queryFn: ({ signal }) => answer(client.GET("/me/sessions", { signal })),
});

export async function editMe(version: number, email: string, phone: string) {
  queryClient.setQueryData(meQuery.queryKey, await answer(client.PATCH("/me", { body: { version, email, phone } })));
}

export const changePassword = (current_password: string, new_password: string, key: string) =>
  answer(client.POST("/me/password", { body: { current_password, new_password }, ...withKey(key) }));

export async function createToken(name: string, key: string) {
  const token = await answer(client.POST("/me/tokens", { body: { name }, ...withKey(key) }));
  void queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey });
  return token;
}

export async function deleteToken(id: string) {
  await answer(client.DELETE("/me/tokens/{id}", { params: { path: { id } } }));
  void queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey });
}

export async function endSession(id: string) {
  await answer(client.DELETE("/me/sessions/{id}", { params: { path: { id } } }));
  void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
}

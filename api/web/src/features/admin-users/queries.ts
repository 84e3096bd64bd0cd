import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { components, paths } from "@/api/schema";
import { adminKeys } from "@/features/admin/public";

export type User = components["schemas"]["User"];
export type UserFilter = Omit<NonNullable<paths["/users"]["get"]["parameters"]["query"]>, "cursor" | "limit">;

export const usersQuery = (filter: UserFilter) =>
  infiniteQueryOptions({
    queryKey: [...adminKeys.users, "list", filter],
    queryFn: ({ pageParam, signal }) => answer(client.GET("/users", { params: { query: { ...filter, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });

export const freshUser = (id: string) => answer(client.GET("/users/{id}", { params: { path: { id } } }));

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: [...adminKeys.users, id],
    queryFn: () => freshUser(id),
  });

export const userSessionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...adminKeys.users, id, "sessions"],
    queryFn: ({ signal }) => answer(client.GET("/users/{id}/sessions", { params: { path: { id } }, signal })),
  });

export const userTokensQuery = (id: string) =>
  queryOptions({
    queryKey: [...adminKeys.users, id, "tokens"],
    queryFn: ({ signal }) => answer(client.GET("/users/{id}/tokens", { params: { path: { id } }, signal })),
  });

/** What somebody holds, as it is at the moment of the question. */
export const responsibilitiesQuery = (id: string) =>
  queryOptions({
    queryKey: [...adminKeys.users, id, "responsibilities"],
    queryFn: ({ signal }) => answer(client.GET("/users/{id}/responsibilities", { params: { path: { id } }, signal })),
    staleTime: 0,
    gcTime: 0,
  });

export interface Rights {
  roles?: string[];
  active?: boolean;
}

/** What a change of somebody's rights would give and take; it is never the same for long. */
export const userPreviewQuery = (id: string, version: number, rights: Rights) =>
  queryOptions({
    queryKey: [...adminKeys.users, id, "preview", version, rights],
    queryFn: async ({ signal }) => {
      const body = { version, ...rights };
      const { items } = await answer(client.POST("/users/{id}/preview", { params: { path: { id } }, body, signal }));
      return { gains: items[0]?.gains ?? [], loses: items[0]?.loses ?? [] };
    },
    staleTime: 0,
    gcTime: 0,
  });

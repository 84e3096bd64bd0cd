import { infiniteQueryOptions, queryOptions, useQuery } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { components } from "@/api/schema";

export type Variable = components["schemas"]["Variable"];
export type VariableType = Variable["type"];
export type VariableChange = components["schemas"]["VariableChange"];
export type Option = components["schemas"]["Option"];
export type Calendar = components["schemas"]["WorkingCalendar"];

export const variableKeys = {
  all: ["variables"] as const,
  history: (key: string) => ["variables", "history", key] as const,
};

export const variablesQuery = queryOptions({
  queryKey: [...variableKeys.all, "list"],
  queryFn: ({ signal }) => answer(client.GET("/variables", { signal })),
});

/** As it stands on the server now; null where it is gone. */
export async function freshVariable(key: string): Promise<Variable | null> {
  const { items } = await answer(client.GET("/variables"));
  return items.find((variable) => variable.key === key) ?? null;
}

export const historyQuery = (key: string) =>
  infiniteQueryOptions({
    queryKey: variableKeys.history(key),
    queryFn: ({ pageParam, signal }) =>
      answer(client.GET("/variables/{key}/history", { params: { path: { key }, query: { cursor: pageParam, limit: 20 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });

const rolesQuery = queryOptions({
  queryKey: ["roles", "names"],
  queryFn: ({ signal }) => answer(client.GET("/roles", { signal })),
  staleTime: 5 * 60_000,
});

/** Roles by their keys, for the variable that names one. */
export const useRoles = (enabled: boolean) => useQuery({ ...rolesQuery, enabled }).data?.items ?? [];

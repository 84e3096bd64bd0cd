import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { components } from "@/api/schema";

export type NamedView = components["schemas"]["NamedView"];
export type ListName = NamedView["list"];

export const viewsQuery = queryOptions({
  queryKey: ["me", "views"],
  queryFn: async ({ signal }) => (await answer(client.GET("/me/views", { signal }))).items,
  staleTime: 5 * 60_000,
});

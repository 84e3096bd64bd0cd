import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { components } from "@/api/schema";

export type Found = components["schemas"]["Found"];

/** A few things of each kind that have all the words. */
export const searchQuery = (words: string) =>
  queryOptions({
    queryKey: ["search", words],
    queryFn: async ({ signal }) => (await answer(client.GET("/search", { params: { query: { q: words } }, signal }))).items,
    enabled: words !== "",
    placeholderData: keepPreviousData,
  });

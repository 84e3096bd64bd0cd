import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { pollInterval } from "@/api/query";
import type { components } from "@/api/schema";

export type StuckRequest = components["schemas"]["StuckRequest"];
export type StuckProblem = components["schemas"]["StuckProblem"];

export const stuckKey = ["stuck"] as const;

export const stuckQuery = infiniteQueryOptions({
  queryKey: [...stuckKey, "list"],
  queryFn: ({ pageParam, signal }) => answer(client.GET("/admin/stuck", { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor,
  refetchInterval: 3 * pollInterval,
});

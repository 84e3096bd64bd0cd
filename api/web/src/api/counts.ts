import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "./client";
import { pollInterval } from "./query";
import type { components } from "./schema";

export type CountsAnswer = components["schemas"]["TaskCounts"];

/** What waits, for the navigation and the home page. */
export const countsQuery = queryOptions({
  queryKey: ["tasks", "counts"],
  queryFn: ({ signal }) => answer(client.GET("/tasks/counts", { signal })),
  refetchInterval: pollInterval,
});

import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { components, paths } from "@/api/schema";

type RequestFilter = NonNullable<paths["/requests"]["get"]["parameters"]["query"]>;
export type Home = components["schemas"]["Home"];
export type HomeFailure = components["schemas"]["HomeFailure"];

const minute = 60_000;

/** All blocks in one answer; what tasks change changes them. */
export const homeQuery = queryOptions({
  queryKey: ["tasks", "home"],
  queryFn: ({ signal }) => answer(client.GET("/home", { signal })),
  // A draft that was just thrown away is not to be seen again.
  staleTime: 0,
  refetchInterval: minute,
});

export const firstRequests = (filter: RequestFilter) =>
  queryOptions({
    queryKey: ["requests", "list", "home", filter],
    queryFn: ({ signal }) => answer(client.GET("/requests", { params: { query: { limit: 5, ...filter } }, signal })),
  });

/** What was paid from one day to another, by category. */
export const spendingQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ["reports", "spending", "home", from, to],
    queryFn: async ({ signal }) => {
      const query = { by: "category", from, to, format: "json" } as const;
      const report = await answer(client.GET("/reports/{name}", { params: { path: { name: "spending" }, query }, signal }));
      // As a file it would be a text.
      return typeof report === "string" ? null : report;
    },
    staleTime: 5 * minute,
  });

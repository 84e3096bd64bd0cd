import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { components, paths } from "@/api/schema";

export type AuditEvent = components["schemas"]["AuditEventInput"];
export type Verification = components["schemas"]["Verification"];
export type AuditFilter = Omit<NonNullable<paths["/audit"]["get"]["parameters"]["query"]>, "cursor" | "limit">;

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["audit", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      answer(client.GET("/audit", { params: { query: { ...filter, cursor: pageParam, limit: 50 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });

export const auditKindsQuery = queryOptions({
  queryKey: ["auditKinds"],
  queryFn: ({ signal }) => answer(client.GET("/audit/kinds", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Whether every act is as it was written. */
export const verifyAudit = () => answer(client.GET("/audit/verify"));

/** What is filtered, as a file. */
export const exportAudit = (filter: AuditFilter, format: "csv" | "xlsx"): Promise<Blob> =>
  answer(client.GET("/audit/export", { params: { query: { ...filter, format } }, parseAs: "blob" })) as Promise<Blob>;

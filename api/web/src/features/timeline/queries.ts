import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { kept, pollInterval } from "@/api/query";
import type { components, paths } from "@/api/schema";

export type TimelineEvent = components["schemas"]["TimelineEventInput"];
export type EventPage = components["schemas"]["ListTimelineEvent"];
export type TimelineFilter = Omit<NonNullable<paths["/customers/{id}/timeline"]["get"]["parameters"]["query"]>, "cursor" | "limit">;

export const timelineKeys = {
  of: (customerId: string) => ["timeline", customerId] as const,
  newer: (customerId: string) => ["timeline", customerId, "newer"] as const,
};

const pageSize = 100;

const page = (id: string, filter: TimelineFilter, cursor: string | undefined, signal: AbortSignal) =>
  answer(client.GET("/customers/{id}/timeline", { params: { path: { id }, query: { ...filter, cursor, limit: pageSize } }, signal }));

/** What happened around a customer, newest first. It never changes: only what is newer is asked for again. */
export const timelineQuery = (customerId: string, filter: TimelineFilter) =>
  infiniteQueryOptions({
    queryKey: [...timelineKeys.of(customerId), "events", filter],
    queryFn: ({ pageParam, signal }) => page(customerId, filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: EventPage) => last.next_cursor,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What has happened since the page was read that the cursor stands for. */
export const newerQuery = (customerId: string, filter: TimelineFilter, cursor: string) =>
  queryOptions({
    queryKey: [...timelineKeys.newer(customerId), filter, cursor],
    queryFn: ({ signal }) => page(customerId, filter, cursor, signal),
    refetchInterval: pollInterval,
    staleTime: 0,
  });

export const kindsQuery = queryOptions({
  ...kept,
  queryKey: ["timeline", "kinds"],
  queryFn: ({ signal }) => answer(client.GET("/timeline/kinds", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Whether a customer's chain is what was written. */
export const chainQuery = (customerId: string) =>
  queryOptions({
    queryKey: [...timelineKeys.of(customerId), "chain"],
    queryFn: ({ signal }) => answer(client.GET("/audit/verify", { params: { query: { customer_id: customerId } }, signal })),
    staleTime: 5 * 60_000,
  });

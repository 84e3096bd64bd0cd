import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { pollInterval } from "@/api/query";
import type { components } from "@/api/schema";

export type Task = components["schemas"]["Task"];

/** What waits for a payment, the longest waiting first. */
export const readyQuery = infiniteQueryOptions({
  queryKey: ["tasks", "list", "desk"],
  queryFn: ({ pageParam, signal }) =>
    answer(
      client.GET("/tasks", {
        params: { query: { box: "inbox", step: "finance_processing", sort: "due_at", limit: 100, cursor: pageParam } },
        signal,
      }),
    ),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor,
  refetchInterval: pollInterval,
});

/** What was paid, the newest payment first. */
export const paidQuery = infiniteQueryOptions({
  queryKey: ["requests", "list", "desk paid"],
  queryFn: ({ pageParam, signal }) =>
    answer(
      client.GET("/requests", {
        params: { query: { kind: "expense_request", status: ["paid"], sort: "-paid_on", cursor: pageParam } },
        signal,
      }),
    ),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor,
});

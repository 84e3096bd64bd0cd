import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { countsQuery } from "@/api/counts";
import { pollInterval, queryClient } from "@/api/query";
import type { components } from "@/api/schema";

export type Told = components["schemas"]["Notification"];

const key = ["notifications"] as const;

/** What one was told, the newest first. */
export const notificationsQuery = (filter: { unread?: boolean; limit?: number } = {}) =>
  infiniteQueryOptions({
    queryKey: [...key, filter],
    queryFn: ({ pageParam, signal }) =>
      answer(client.GET("/notifications", { params: { query: { ...filter, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: pollInterval,
  });

/** Notes that some, or all so far, have been read; the number at the bell follows the answer. */
export async function readNotifications(ids: string[] | "all") {
  const { unread } = await answer(client.POST("/notifications/read", { body: ids === "all" ? { all: true } : { ids } }));
  queryClient.setQueryData(countsQuery.queryKey, (counts) => counts && { ...counts, unread_notifications: unread });
  await queryClient.invalidateQueries({ queryKey: key });
}

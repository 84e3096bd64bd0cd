import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import { useMe } from "@/api/me";
import { newerQuery, type TimelineFilter, timelineQuery } from "./queries";

/** A customer's timeline, read towards the past as one scrolls; what is newer waits until it is let in. */
export function useTimeline(customerId: string, filter: TimelineFilter) {
  const me = useMe();
  const cache = useQueryClient();
  const options = timelineQuery(customerId, filter);
  const list = useInfiniteQuery(options);
  const cursor = list.data?.pages[0]?.prev_cursor;
  const newer = useQuery({ ...newerQuery(customerId, filter, cursor ?? ""), enabled: !!cursor });
  const arrived = cursor ? (newer.data?.items ?? []) : [];

  const { queryKey } = options;
  const page = newer.data;
  const letIn = useCallback(() => {
    cache.setQueryData(queryKey, (old) =>
      old && page && old.pages[0]?.prev_cursor === cursor ? { pages: [page, ...old.pages], pageParams: [cursor, ...old.pageParams] } : old,
    );
  }, [cache, queryKey, page, cursor]);

  // What one has just done oneself is no surprise.
  const own = arrived.length > 0 && arrived.every((event) => event.actor.id === me.user.id);
  useEffect(() => {
    if (own) letIn();
  }, [own, letIn]);

  const events = useMemo(() => list.data?.pages.flatMap((one) => one.items) ?? [], [list.data]);
  return { list, events, waiting: own ? 0 : arrived.length, letIn };
}

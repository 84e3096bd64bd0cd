import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { pollInterval } from "@/api/query";
import type { components, paths } from "@/api/schema";

export type Task = components["schemas"]["Task"];
export type TaskFilter = NonNullable<paths["/tasks"]["get"]["parameters"]["query"]>;

export const tasksQuery = (filter: TaskFilter) =>
  infiniteQueryOptions({
    queryKey: ["tasks", "list", filter],
    queryFn: ({ pageParam, signal }) => answer(client.GET("/tasks", { params: { query: { ...filter, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: pollInterval,
  });

export const taskQuery = (id: string) =>
  queryOptions({
    queryKey: ["tasks", "one", id],
    queryFn: ({ signal }) => answer(client.GET("/tasks/{id}", { params: { path: { id } }, signal })),
  });

export const competitorsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ["projects", projectId, "competitors"],
    queryFn: ({ signal }) => answer(client.GET("/projects/{id}/competitors", { params: { path: { id: projectId } }, signal })),
  });

export const timelineQuery = (customerId: string, projectId: string) =>
  queryOptions({
    queryKey: ["customers", customerId, "timeline", projectId],
    queryFn: ({ signal }) =>
      answer(
        client.GET("/customers/{id}/timeline", {
          params: { path: { id: customerId }, query: { project_id: projectId, limit: 10 } },
          signal,
        }),
      ),
  });

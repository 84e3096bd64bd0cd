import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { pollInterval } from "@/api/query";
import type { paths } from "@/api/schema";

type TaskFilter = NonNullable<paths["/tasks"]["get"]["parameters"]["query"]>;
type RequestFilter = NonNullable<paths["/requests"]["get"]["parameters"]["query"]>;

/** The first tasks of a box; each block of the home page reads and fails alone. */
export const firstTasks = (filter: TaskFilter) =>
  queryOptions({
    queryKey: ["tasks", "home", filter],
    queryFn: ({ signal }) => answer(client.GET("/tasks", { params: { query: { limit: 5, ...filter } }, signal })),
    refetchInterval: pollInterval,
  });

export const firstRequests = (filter: RequestFilter) =>
  queryOptions({
    queryKey: ["requests", "list", "home", filter],
    queryFn: ({ signal }) => answer(client.GET("/requests", { params: { query: { limit: 5, ...filter } }, signal })),
  });

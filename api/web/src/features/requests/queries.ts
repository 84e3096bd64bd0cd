import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { kept } from "@/api/query";
import type { components, paths } from "@/api/schema";

export type RequestDetail = components["schemas"]["RequestDetail"];
export type RequestRow = components["schemas"]["Request"];
export type Task = components["schemas"]["Task"];
export type Kind = "expense_request" | "project_request";

/** The page's paths of a request are the API's nouns. */
export const nounOf: Record<Kind, "expense-requests" | "project-requests"> = {
  expense_request: "expense-requests",
  project_request: "project-requests",
};

export const requestPath = (request: { kind: string; id: string }) => `/${nounOf[request.kind as Kind]}/${request.id}`;

export const requestKeys = {
  all: ["requests"] as const,
  one: (id: string) => ["requests", "one", id] as const,
};

export const requestQuery = (kind: Kind, id: string) =>
  queryOptions({
    queryKey: requestKeys.one(id),
    queryFn: ({ signal }) =>
      kind === "expense_request"
        ? answer(client.GET("/expense-requests/{id}", { params: { path: { id } }, signal }))
        : answer(client.GET("/project-requests/{id}", { params: { path: { id } }, signal })),
  });

export type RequestFilter = NonNullable<paths["/requests"]["get"]["parameters"]["query"]>;

export const requestsQuery = (filter: RequestFilter) =>
  infiniteQueryOptions({
    queryKey: [...requestKeys.all, "list", filter],
    queryFn: ({ pageParam, signal }) => answer(client.GET("/requests", { params: { query: { ...filter, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });

/** Customers that a part of their name finds, to pick one. */
export const customersQuery = (q: string) =>
  queryOptions({
    // All of them are kept, not what was looked for among them.
    ...(q ? {} : kept),
    queryKey: ["customers", "find", q],
    queryFn: ({ signal }) => answer(client.GET("/customers", { params: { query: { q: q || undefined, limit: 30 } }, signal })),
  });

export const customerQuery = (id: string) =>
  queryOptions({
    ...kept,
    queryKey: ["customers", id],
    queryFn: ({ signal }) => answer(client.GET("/customers/{id}", { params: { path: { id } }, signal })),
    staleTime: 5 * 60_000,
  });

/** Active people that a part of their name finds, to pick one. */
export const peopleQuery = (q: string) =>
  queryOptions({
    queryKey: ["people", "find", q],
    queryFn: ({ signal }) => answer(client.GET("/people", { params: { query: { q: q || undefined, limit: 200 } }, signal })),
    staleTime: 5 * 60_000,
  });

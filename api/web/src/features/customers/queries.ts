import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { kept } from "@/api/query";
import type { components, paths } from "@/api/schema";

export type Customer = components["schemas"]["Customer"];
export type Contact = components["schemas"]["Contact"];
export type Overview = components["schemas"]["CustomerOverview"];
export type LikelyDouble = components["schemas"]["LikelyDouble"];
export type WorkLog = components["schemas"]["WorkLog"];
export type CustomerFilter = Omit<NonNullable<paths["/customers"]["get"]["parameters"]["query"]>, "cursor" | "limit">;

export const customerKeys = {
  all: ["customers"] as const,
  list: ["customers", "list"] as const,
  one: (id: string) => ["customers", id] as const,
};

export const customerListQuery = (filter: CustomerFilter) =>
  infiniteQueryOptions({
    queryKey: [...customerKeys.list, filter],
    queryFn: ({ pageParam, signal }) => answer(client.GET("/customers", { params: { query: { ...filter, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });

/** A customer with the first of all that hangs on it. */
export const overviewQuery = (id: string) =>
  queryOptions({
    ...kept,
    queryKey: [...customerKeys.one(id), "overview"],
    queryFn: ({ signal }) => answer(client.GET("/customers/{id}/overview", { params: { path: { id } }, signal })),
  });

/** As it stands on the server now. */
export const freshCustomer = (id: string) => answer(client.GET("/customers/{id}", { params: { path: { id } } }));
export const freshContact = (id: string) => answer(client.GET("/contacts/{id}", { params: { path: { id } } }));

export const contactsQuery = (id: string, archived = false) =>
  queryOptions({
    queryKey: [...customerKeys.one(id), "contacts", archived],
    queryFn: ({ signal }) =>
      answer(
        client.GET("/customers/{id}/contacts", {
          params: { path: { id }, query: { archived: archived || undefined, limit: 200 } },
          signal,
        }),
      ),
  });

export const customerProjectsQuery = (id: string, archived = false) =>
  queryOptions({
    queryKey: [...customerKeys.one(id), "projects", archived],
    queryFn: ({ signal }) =>
      answer(
        client.GET("/customers/{id}/projects", {
          params: { path: { id }, query: { archived: archived || undefined, limit: 200 } },
          signal,
        }),
      ),
  });

export const customerLogsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...customerKeys.one(id), "work-logs"],
    queryFn: ({ pageParam, signal }) =>
      answer(client.GET("/work-logs", { params: { query: { customer_id: id, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });

/** Customers that one of this name or telephone number is likely the same as. */
export const checkQuery = (name: string) =>
  queryOptions({
    queryKey: [...customerKeys.all, "check", name],
    queryFn: ({ signal }) => answer(client.POST("/customers/check", { body: { name }, signal })),
    retry: false,
  });

/** What is filtered, as a file. */
export const exportCustomers = (filter: CustomerFilter, format: "csv" | "xlsx"): Promise<Blob> =>
  answer(client.GET("/customers/export", { params: { query: { ...filter, format } }, parseAs: "blob" })) as Promise<Blob>;

import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { queryClient } from "@/api/query";
import type { components } from "@/api/schema";
import { requestKeys } from "./queries";

export type Project = components["schemas"]["Project"];

/** Projects that a person works on, by a part of their name or the customer's. */
export const projectsQuery = (memberId: string, q: string) =>
  queryOptions({
    queryKey: ["projects", "of", memberId, q],
    queryFn: ({ signal }) =>
      answer(client.GET("/projects", { params: { query: { member_id: memberId, q: q || undefined, limit: 30 } }, signal })),
  });

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: ["projects", id],
    queryFn: ({ signal }) => answer(client.GET("/projects/{id}", { params: { path: { id } }, signal })),
  });

/** The currency in which all of a project's amounts are. */
export const currencyOf = async (projectId: string) =>
  (await queryClient.fetchQuery({ ...projectQuery(projectId), staleTime: Number.POSITIVE_INFINITY, retry: false })).currency;

/** The projects of one's latest requests, the last used first. */
export const lastProjectsQuery = (requesterId: string) =>
  queryOptions({
    queryKey: [...requestKeys.all, "list", "projects", requesterId],
    queryFn: ({ signal }) => answer(client.GET("/requests", { params: { query: { requester_id: requesterId, limit: 50 } }, signal })),
    select: (page) => [...new Set(page.items.map((request) => request.project_id))],
  });

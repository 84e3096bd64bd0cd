import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { kept, queryClient } from "@/api/query";
import type { components } from "@/api/schema";
import { requestKeys } from "./queries";

export type Project = components["schemas"]["Project"];

/** Projects that a person works on, by a part of their name or the customer's. */
export const projectsQuery = (memberId: string, q: string) =>
  queryOptions({
    ...(q ? {} : kept),
    queryKey: ["projects", "of", memberId, q],
    queryFn: ({ signal }) =>
      answer(client.GET("/projects", { params: { query: { member_id: memberId, q: q || undefined, limit: 30 } }, signal })),
  });

/** A project of the list that was read, where no server can be asked for it. */
function listed(id: string): { project: Project; at: number } | undefined {
  for (const { queryKey, state } of queryClient.getQueryCache().findAll({ queryKey: ["projects", "of"] })) {
    const page = queryClient.getQueryData<{ items: Project[] }>(queryKey);
    const project = page?.items.find((one) => one.id === id);
    if (project) return { project, at: state.dataUpdatedAt };
  }
}

export const projectQuery = (id: string) =>
  queryOptions({
    ...kept,
    initialData: () => listed(id)?.project,
    initialDataUpdatedAt: () => listed(id)?.at,
    queryKey: ["projects", id],
    queryFn: ({ signal }) => answer(client.GET("/projects/{id}", { params: { path: { id } }, signal })),
  });

/** The currency in which all of a project's amounts are. */
export const currencyOf = async (projectId: string) =>
  (await queryClient.fetchQuery({ ...projectQuery(projectId), staleTime: Number.POSITIVE_INFINITY, retry: false })).currency;

/** The projects of one's latest requests, the last used first. */
export const lastProjectsQuery = (requesterId: string) =>
  queryOptions({
    ...kept,
    queryKey: [...requestKeys.all, "list", "projects", requesterId],
    queryFn: ({ signal }) => answer(client.GET("/requests", { params: { query: { requester_id: requesterId, limit: 50 } }, signal })),
    select: (page) => [...new Set(page.items.map((request) => request.project_id))],
  });

import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { components } from "@/api/schema";

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

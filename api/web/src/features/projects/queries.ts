import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { components } from "@/api/schema";

export type Competitor = components["schemas"]["Competitor"];
export type Move = components["schemas"]["ProjectChange"];

export const projectKeys = {
  all: ["projects"] as const,
  one: (id: string) => ["projects", id] as const,
};

/** As it stands on the server now. */
export const freshProject = (id: string) => answer(client.GET("/projects/{id}", { params: { path: { id } } }));

export const competitorsQuery = (projectId: string) =>
  queryOptions({
    queryKey: [...projectKeys.one(projectId), "competitors"],
    queryFn: ({ signal }) =>
      answer(client.GET("/projects/{id}/competitors", { params: { path: { id: projectId }, query: { limit: 200 } }, signal })),
  });

/** A competitor as it stands on the server now; nothing where it was removed. */
export const freshCompetitor = async ({ id, project_id }: Competitor) =>
  (await answer(client.GET("/projects/{id}/competitors", { params: { path: { id: project_id }, query: { limit: 200 } } }))).items.find(
    (one) => one.id === id,
  );

/** Every stage and status that a project has had, the latest first. */
export const movesQuery = (projectId: string) =>
  infiniteQueryOptions({
    queryKey: [...projectKeys.one(projectId), "history"],
    queryFn: ({ pageParam, signal }) =>
      answer(client.GET("/projects/{id}/history", { params: { path: { id: projectId }, query: { cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });

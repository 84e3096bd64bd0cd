import { queryOptions } from "@tanstack/react-query";
import { answer, basePath, client } from "@/api/client";
import { kept, pollInterval } from "@/api/query";
import type { components, paths } from "@/api/schema";

type Named = components["schemas"]["Person"];
/** An entry; it need not be about a customer. */
export type WorkLog = Omit<components["schemas"]["WorkLog"], "customer" | "project" | "contact"> & {
  customer: Named | null;
  project: Named | null;
  contact: Named | null;
};
export type TeamMember = Omit<components["schemas"]["TeamMember"], "department"> & { department: Named | null };
export type Comment = components["schemas"]["Comment"];
export type LogFilter = NonNullable<paths["/work-logs"]["get"]["parameters"]["query"]>;

export const logKeys = {
  all: ["work-logs"] as const,
  one: (id: string) => ["work-logs", "one", id] as const,
  comments: (id: string) => ["work-logs", "comments", id] as const,
};

const mostOfAPage = 200;

/** All entries of a person in some days. */
export const logsQuery = (filter: LogFilter & { user_id: string; from: string; to: string }) =>
  queryOptions({
    queryKey: [...logKeys.all, "list", filter],
    queryFn: async ({ signal }) => {
      const found: WorkLog[] = [];
      for (let cursor: string | undefined; ; ) {
        const query = { ...filter, limit: mostOfAPage, cursor };
        const page = await answer(client.GET("/work-logs", { params: { query }, signal }));
        found.push(...page.items);
        cursor = page.next_cursor;
        if (!cursor) return found;
      }
    },
  });

export const logQuery = (id: string) =>
  queryOptions({
    queryKey: logKeys.one(id),
    queryFn: async ({ signal }): Promise<WorkLog> => answer(client.GET("/work-logs/{id}", { params: { path: { id } }, signal })),
  });

export const commentsQuery = (id: string) =>
  queryOptions({
    queryKey: logKeys.comments(id),
    queryFn: async ({ signal }) => {
      const query = { limit: mostOfAPage };
      return (await answer(client.GET("/work-logs/{id}/comments", { params: { path: { id }, query }, signal }))).items;
    },
  });

/** The customers of one's latest entries, the last one first. */
export const recentCustomersQuery = (userId: string) =>
  queryOptions({
    ...kept,
    queryKey: [...logKeys.all, "list", "customers", userId],
    queryFn: ({ signal }) => answer(client.GET("/work-logs", { params: { query: { user_id: userId, limit: 50 } }, signal })),
    select: (page) => {
      const customers = page.items.map((log) => (log as WorkLog).customer).filter((customer) => customer !== null);
      return [...new Map(customers.map((customer) => [customer.id, customer])).values()].slice(0, 6);
    },
    staleTime: 5 * 60_000,
  });

export const customerProjectsQuery = (id: string) =>
  queryOptions({
    ...kept,
    queryKey: ["customers", id, "projects", "choose"],
    queryFn: ({ signal }) => answer(client.GET("/customers/{id}/projects", { params: { path: { id }, query: { limit: 100 } }, signal })),
  });

export const customerContactsQuery = (id: string) =>
  queryOptions({
    ...kept,
    queryKey: ["customers", id, "contacts", "choose"],
    queryFn: ({ signal }) => answer(client.GET("/customers/{id}/contacts", { params: { path: { id }, query: { limit: 100 } }, signal })),
  });

export const photoUrl = (logId: string, photoId: string) => `${basePath}/work-logs/${logId}/photos/${photoId}/content`;

/** What everybody that one looks after did in a month, by name. */
export const teamQuery = (month: string, department_id = "") =>
  queryOptions({
    queryKey: [...logKeys.all, "team", month, department_id],
    refetchInterval: pollInterval,
    queryFn: async ({ signal }) => {
      const found: TeamMember[] = [];
      for (let cursor: string | undefined; ; ) {
        const query = { month, department_id: department_id || undefined, limit: mostOfAPage, cursor };
        const page = await answer(client.GET("/work-logs/team", { params: { query }, signal }));
        found.push(...page.items);
        cursor = page.next_cursor;
        if (!cursor) return found;
      }
    },
  });

type TeamExport = NonNullable<paths["/work-logs/team/export"]["get"]["parameters"]["query"]>;

/** The same of a day or of a month, as a file. */
export const exportTeam = (days: Pick<TeamExport, "date" | "month" | "department_id">, format: "csv" | "xlsx"): Promise<Blob> =>
  answer(client.GET("/work-logs/team/export", { params: { query: { ...days, format } }, parseAs: "blob" })) as Promise<Blob>;

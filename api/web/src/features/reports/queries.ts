import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { components, paths } from "@/api/schema";

export type Report = components["schemas"]["ManagementReport"];
export type Cell = components["schemas"]["ReportCell"];
export type Column = components["schemas"]["ReportColumn"];
export type Project = components["schemas"]["Project"];
type Call = paths["/reports/{name}"]["get"]["parameters"];
export type ReportName = Call["path"]["name"];
export type ReportFilter = Omit<NonNullable<Call["query"]>, "format">;
export type BoardFilter = Omit<NonNullable<paths["/projects"]["get"]["parameters"]["query"]>, "cursor" | "limit">;

/** What the database has added up. */
export const reportQuery = (name: ReportName, filter: ReportFilter) =>
  queryOptions({
    queryKey: ["reports", name, filter],
    queryFn: ({ signal }) =>
      answer(client.GET("/reports/{name}", { params: { path: { name }, query: filter }, signal })) as Promise<Report>,
    // The rows stay while others are read, but not those of another report.
    placeholderData: (before) => (before?.name === name ? before : undefined),
  });

/** The departments that a report is about: their list is for who manages users. */
export const departmentsQuery = (name: ReportName) => {
  const asked = name === "budgets" ? "pipeline" : name;
  return queryOptions({
    queryKey: ["reports", "departments", asked],
    queryFn: async ({ signal }) => {
      const query = { by: "department" };
      const report = (await answer(client.GET("/reports/{name}", { params: { path: { name: asked }, query }, signal }))) as Report;
      const found = report.rows.flatMap(([cell]) => (cell?.value ? [cell] : []));
      return [...new Map(found.map((cell) => [cell.value, cell])).values()];
    },
    staleTime: 5 * 60_000,
  });
};

/** The same, as a file. */
export const exportReport = (name: ReportName, filter: ReportFilter, format: "csv" | "xlsx"): Promise<Blob> =>
  answer(client.GET("/reports/{name}", { params: { path: { name }, query: { ...filter, format } }, parseAs: "blob" })) as Promise<Blob>;

/** The projects of a column of the board, the newest first. */
export const columnQuery = (filter: BoardFilter) =>
  infiniteQueryOptions({
    queryKey: ["projects", "board", filter],
    queryFn: ({ pageParam, signal }) =>
      answer(client.GET("/projects", { params: { query: { ...filter, limit: 20, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });

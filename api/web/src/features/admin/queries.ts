import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { components } from "@/api/schema";

export type Role = components["schemas"]["Role"];
export type ActionInfo = components["schemas"]["ActionInfo"];
export type Department = components["schemas"]["DepartmentNode"];
export type Effect = components["schemas"]["Effect"];
export type ScopeChange = components["schemas"]["ScopeChange"];

export const adminKeys = {
  roles: ["roles"] as const,
  departments: ["departments"] as const,
  users: ["users"] as const,
};

export const rolesQuery = queryOptions({
  queryKey: adminKeys.roles,
  queryFn: ({ signal }) => answer(client.GET("/roles", { signal })),
});

/** Permissions that a role can have. */
export const permissionsQuery = queryOptions({
  queryKey: ["permissions"],
  queryFn: ({ signal }) => answer(client.GET("/permissions", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export const departmentsQuery = (archived = false) =>
  queryOptions({
    queryKey: [...adminKeys.departments, archived],
    queryFn: ({ signal }) => answer(client.GET("/departments", { params: { query: { archived: archived || undefined } }, signal })),
  });

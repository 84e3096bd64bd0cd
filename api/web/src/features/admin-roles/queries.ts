import { queryOptions } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { adminKeys } from "@/features/admin/public";
import type { Change } from "./edits";

/** Whom a change of a role would give something and take something from. */
export const rolePreviewQuery = ({ role, permissions }: Change) =>
  queryOptions({
    queryKey: [...adminKeys.roles, role.id, "preview", role.version, permissions],
    queryFn: async ({ signal }) => {
      const body = { version: role.version, permissions };
      return (await answer(client.POST("/roles/{id}/preview", { params: { path: { id: role.id } }, body, signal }))).items;
    },
    staleTime: 0,
    gcTime: 0,
  });

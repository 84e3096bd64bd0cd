import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useMe } from "@/api/me";
import { isApiError } from "@/api/problem";
import type { Reach, Role } from "@/features/admin/public";
import { useDraft } from "@/offline/drafts";
import { changesOf, type Edits, rebased, withCell, withoutRole } from "./edits";
import { rolesMoved, saveChange } from "./mutations";

const nothing: Edits = {};

/** What was changed in the matrix and not saved yet; kept on the device. */
export function useRoleEdits(roles: Role[]) {
  const me = useMe();
  const draft = useDraft<Edits>(`${me.user.id}/roles`, nothing);
  const latest = useRef(draft.value);
  latest.current = draft.value;
  const [refused, setRefused] = useState<Record<string, unknown>>({});
  const put = (edits: Edits) => {
    latest.current = edits;
    if (Object.keys(edits).length === 0) draft.drop();
    else draft.set(edits);
  };
  const changes = changesOf(draft.value, roles);
  const save = useMutation({
    mutationFn: async () => {
      const errors: Record<string, unknown> = {};
      // One after the other: each may decide about the next one, as with the last who may manage roles.
      for (const change of changes) {
        try {
          await saveChange(change);
          put(withoutRole(latest.current, change.role.id));
        } catch (error) {
          errors[change.role.id] = error;
          if (isApiError(error) && error.status === 409) await rolesMoved();
        }
      }
      setRefused(errors);
    },
  });
  const held = changes.some(({ elsewhere }) => elsewhere.length > 0);
  return {
    edits: draft.value,
    changes,
    count: changes.reduce((sum, { cells }) => sum + cells.length, 0),
    refused,
    saving: save.isPending,
    /** Whether something has to be read before it can be saved. */
    held,
    set: (role: Role, action: string, reach: Reach) => {
      setRefused({});
      put(withCell(latest.current, role, action, reach));
    },
    takeOver: (role: Role) => {
      setRefused({});
      put(rebased(latest.current, role));
    },
    save: () => {
      if (changes.length > 0 && !save.isPending && !held) save.mutate();
    },
    undo: () => {
      setRefused({});
      put(nothing);
    },
  };
}

export type RoleEdits = ReturnType<typeof useRoleEdits>;

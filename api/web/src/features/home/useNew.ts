import { useQuery } from "@tanstack/react-query";
import { useMe } from "@/api/me";
import { projectsQuery } from "@/features/requests/public";
import { firstRequests } from "./queries";
import { useBlocks } from "./useBlocks";

/** Whether a person who may ask for money never did, and nothing waits for them. */
export function useNew(asks: boolean) {
  const me = useMe();
  const { home } = useBlocks();
  const nothing = asks && home?.tasks?.count === 0 && home.requested?.count === 0;
  const asked = useQuery({ ...firstRequests({ requester_id: me.user.id, limit: 1 }), enabled: nothing });
  const projects = useQuery({ ...projectsQuery(me.user.id, ""), enabled: nothing });
  return {
    isNew: nothing && asked.data?.items.length === 0 && projects.isSuccess,
    hasProject: (projects.data?.items.length ?? 0) > 0,
  };
}

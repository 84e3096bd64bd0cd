import { useQuery } from "@tanstack/react-query";
import { countsQuery } from "@/api/counts";
import { useMe } from "@/api/me";
import { projectsQuery } from "@/features/requests/public";
import { firstRequests } from "./queries";

/** Whether a person who may ask for money never did, and nothing waits for them. */
export function useNew(asks: boolean) {
  const me = useMe();
  const counts = useQuery(countsQuery);
  const asked = useQuery({ ...firstRequests({ requester_id: me.user.id, limit: 1 }), enabled: asks });
  const projects = useQuery({ ...projectsQuery(me.user.id, ""), enabled: asks });
  const nothing = counts.data?.inbox === 0 && counts.data.requested === 0 && asked.data?.items.length === 0;
  return { isNew: asks && nothing && projects.isSuccess, hasProject: (projects.data?.items.length ?? 0) > 0 };
}

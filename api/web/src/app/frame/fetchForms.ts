import { allows, type Me } from "@/api/me";
import { optionsQuery } from "@/api/options";
import { queryClient } from "@/api/query";
import { customersQuery, lastProjectsQuery, projectsQuery } from "@/features/requests/public";
import { kindsQuery } from "@/features/timeline/public";
import { recentCustomersQuery } from "@/features/work-logs/public";

/** Read again at most so often. */
const once = { staleTime: 10 * 60_000, retry: false };

/** Reads what there is to choose from in the forms, and their parts of the page, for where there is no network. */
export async function fetchForms(me: Me) {
  const asks = allows(me, "expense_request.create") || allows(me, "project_request.create");
  const writes = allows(me, "work_log.write");
  if (!asks && !writes) return;
  void queryClient.prefetchQuery({ ...optionsQuery, ...once });
  if (asks) void queryClient.prefetchQuery({ ...projectsQuery(me.user.id, ""), ...once });
  if (asks) void queryClient.prefetchQuery({ ...lastProjectsQuery(me.user.id), ...once });
  if (writes) void queryClient.prefetchQuery({ ...recentCustomersQuery(me.user.id), ...once });
  if (allows(me, "customer.read")) {
    void queryClient.prefetchQuery({ ...customersQuery(""), ...once });
    void queryClient.prefetchQuery({ ...kindsQuery, ...once });
  }
  await Promise.all([
    import("./NewSheet"),
    import("@/features/outbox/page"),
    import("@/features/expenses/page"),
    import("@/features/project-requests/page"),
    import("@/features/work-logs/NewPage"),
  ]);
}

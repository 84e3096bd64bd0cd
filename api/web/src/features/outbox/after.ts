import { queryClient } from "@/api/query";
import { noteCustomer, timelineMoved } from "@/features/timeline/public";
import type { Item } from "@/offline/item";

/** Asks again for what the screens show of a thing that has arrived. */
export function afterSent(item: Item) {
  for (const key of ["requests", "work-logs", "tasks", "projects"]) void queryClient.invalidateQueries({ queryKey: [key] });
  if (item.kind === "note") void timelineMoved(noteCustomer(item));
}

import { answer, client, withKey } from "@/api/client";
import { queryClient } from "@/api/query";
import type { Asked } from "./acts";
import { stuckKey } from "./queries";

/** Lists of tasks and requests may tell of it; it is done once the list of what is stuck has been read anew. */
async function changed() {
  for (const queryKey of [["audit"], ["tasks"], ["requests"], ["home"], ["counts"]]) void queryClient.invalidateQueries({ queryKey });
  await stuckChanged();
}

/** What was stuck may go on by now. */
export const stuckChanged = () => queryClient.invalidateQueries({ queryKey: stuckKey });

/** Does what was asked for, and answers who has the task now. */
export async function actOn({ act, entry, task }: Asked, reason: string, to: string, key: string): Promise<string> {
  const at = { params: { path: { id: entry.request.id } }, body: { reason }, ...withKey(key) };
  let holder = "";
  if (act === "reassign" && task) {
    const body = { user_id: to, comment: reason };
    const given = await answer(client.POST("/tasks/{id}/reassign", { params: { path: { id: task.id } }, body, ...withKey(key) }));
    holder = given.assignee?.name ?? "";
  } else if (act === "end") await answer(client.POST("/admin/requests/{id}/end", at));
  else await answer(client.POST("/admin/requests/{id}/restart-workflow", at));
  await changed();
  return holder;
}

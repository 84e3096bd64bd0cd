import { answer, client, withKey } from "@/api/client";
import { queryClient } from "@/api/query";
import { stuckKey } from "./queries";

/** What was stuck may go on by now, and every list of tasks and requests may tell of it. */
function changed() {
  for (const queryKey of [stuckKey, ["audit"], ["tasks"], ["requests"], ["home"], ["counts"]]) {
    void queryClient.invalidateQueries({ queryKey });
  }
}

export async function reassignTask(taskId: string, userId: string, comment: string, key: string) {
  await answer(
    client.POST("/tasks/{id}/reassign", { params: { path: { id: taskId } }, body: { user_id: userId, comment }, ...withKey(key) }),
  );
  changed();
}

export async function endRequest(id: string, reason: string, key: string) {
  await answer(client.POST("/admin/requests/{id}/end", { params: { path: { id } }, body: { reason }, ...withKey(key) }));
  changed();
}

export async function restartWorkflow(id: string, reason: string, key: string) {
  await answer(client.POST("/admin/requests/{id}/restart-workflow", { params: { path: { id } }, body: { reason }, ...withKey(key) }));
  changed();
}

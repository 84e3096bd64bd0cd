import { answer, client, withKey } from "@/api/client";
import { queryClient } from "@/api/query";
import { type Kind, nounOf, type RequestDetail, requestKeys } from "./queries";

/** What an author does to a request as a whole. Each takes the key of its click. */
export async function submitRequest(kind: Kind, id: string, key: string): Promise<RequestDetail> {
  const init = { params: { path: { id } }, ...withKey(key) };
  const request = await answer(
    nounOf[kind] === "expense-requests"
      ? client.POST("/expense-requests/{id}/submit", init)
      : client.POST("/project-requests/{id}/submit", init),
  );
  return seen(request);
}

export async function withdrawRequest(kind: Kind, id: string, reason: string, key: string): Promise<RequestDetail> {
  const init = { params: { path: { id } }, body: { reason }, ...withKey(key) };
  const request = await answer(
    nounOf[kind] === "expense-requests"
      ? client.POST("/expense-requests/{id}/withdraw", init)
      : client.POST("/project-requests/{id}/withdraw", init),
  );
  return seen(request);
}

export async function discardDraft(id: string) {
  await answer(client.DELETE("/requests/{id}", { params: { path: { id } } }));
  queryClient.removeQueries({ queryKey: requestKeys.one(id) });
  void queryClient.invalidateQueries({ queryKey: requestKeys.all });
}

/** Puts an answer where the screens look for it. */
function seen(request: RequestDetail) {
  queryClient.setQueryData(requestKeys.one(request.id), request);
  void queryClient.invalidateQueries({ queryKey: [...requestKeys.all, "list"] });
  void queryClient.invalidateQueries({ queryKey: ["tasks"] });
  return request;
}

import { answer, client, newKey, withKey } from "@/api/client";
import { queryClient } from "@/api/query";
import type { KeptFile } from "@/offline/db";
import type { Step } from "@/offline/item";
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

interface Parts {
  kind: Kind;
  /** Makes the draft, where the server has none yet. */
  create?: { key: string; body: object };
  edit?: object;
  files: readonly KeptFile[];
  submitKey: string;
}

/** The calls that bring a request to where it is decided, for later. */
export function requestSteps({ kind, create, edit, files, submitKey }: Parts): Step[] {
  const path = `/${nounOf[kind]}`;
  return [
    ...(create ? [{ does: "create" as const, method: "POST" as const, path, ...create }] : []),
    ...(edit ? [{ does: "edit" as const, method: "PATCH" as const, path: `${path}/{id}`, key: newKey(), body: edit }] : []),
    ...files.map(
      ({ id, key, purpose, file }): Step => ({
        does: "file",
        method: "POST",
        path: "/requests/{id}/attachments",
        key,
        file: { id, name: file.name, purpose },
      }),
    ),
    { does: "submit", method: "POST", path: `${path}/{id}/submit`, key: submitKey },
  ];
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

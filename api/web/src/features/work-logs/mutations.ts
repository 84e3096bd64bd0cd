import { answer, client, newKey, withKey } from "@/api/client";
import { queryClient } from "@/api/query";
import type { components } from "@/api/schema";
import type { KeptFile } from "@/offline/db";
import type { Step } from "@/offline/item";
import { bodyOf, changedFields, createBody, type FieldName, type Fields, type SentLog } from "./fields";
import { type Comment, logKeys, type WorkLog } from "./queries";

/** Makes an entry as it was sent first, and then changes it to what it is by now. */
export async function createLog(sent: SentLog, fields: Fields): Promise<WorkLog> {
  const made = seen(await answer(client.POST("/work-logs", { body: createBody(sent.fields), ...withKey(sent.key) })));
  const names = changedFields(sent.fields, fields);
  return names.length > 0 ? editLog(made.id, made.version, fields, names) : made;
}

/** The calls that do the same later; an entry that was made is left as it is. */
export function logSteps(sent: SentLog, fields: Fields, photos: readonly KeptFile[], made?: WorkLog): Step[] {
  const names = made ? [] : changedFields(sent.fields, fields);
  return [
    { does: "create", method: "POST", path: "/work-logs", key: sent.key, body: createBody(sent.fields), done: made !== undefined },
    ...(names.length > 0
      ? [{ does: "edit" as const, method: "PATCH" as const, path: "/work-logs/{id}", key: newKey(), body: bodyOf(fields, names) }]
      : []),
    ...photos.map(
      ({ id, key, file }): Step => ({
        does: "file",
        method: "POST",
        path: "/work-logs/{id}/photos",
        key,
        file: { id, name: file.name },
      }),
    ),
  ];
}

/** Changes some fields of the version that one has read. */
export async function editLog(id: string, version: number, fields: Fields, names: FieldName[]) {
  const body = { version, ...bodyOf(fields, names) };
  return seen(await answer(client.PATCH("/work-logs/{id}", { params: { path: { id } }, body })));
}

/** What was wrong in words, and the fields as they should have been. */
export async function correctLog(id: string, text: string, fields: Fields, names: FieldName[], key: string) {
  const right = Object.fromEntries(names.map((name) => [name, fields[name].trim()])) as components["schemas"]["CorrectedFields"];
  const body = { text, ...(names.length > 0 && { fields: right }) };
  return seen(await answer(client.POST("/work-logs/{id}/corrections", { params: { path: { id } }, body, ...withKey(key) })));
}

export async function commentLog(id: string, text: string, key: string): Promise<Comment> {
  const comment = await answer(client.POST("/work-logs/{id}/comments", { params: { path: { id } }, body: { text }, ...withKey(key) }));
  queryClient.setQueryData(logKeys.comments(id), (before: Comment[] | undefined) => before && [...before, comment]);
  void queryClient.invalidateQueries({ queryKey: logKeys.all });
  return comment;
}

/** Puts an answer where the screens look for it. */
function seen(log: WorkLog): WorkLog {
  queryClient.setQueryData(logKeys.one(log.id), log);
  void queryClient.invalidateQueries({ queryKey: [...logKeys.all, "list"] });
  void queryClient.invalidateQueries({ queryKey: [...logKeys.all, "team"] });
  return log;
}

import { answer, client, withKey } from "@/api/client";
import { queryClient } from "@/api/query";
import type { components } from "@/api/schema";
import { bodyOf, createBody, type FieldName, type Fields } from "./fields";
import { type Comment, logKeys, type WorkLog } from "./queries";

export const createLog = async (fields: Fields, key: string) =>
  seen(await answer(client.POST("/work-logs", { body: createBody(fields), ...withKey(key) })));

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

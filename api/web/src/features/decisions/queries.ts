import { answer, client, withKey } from "@/api/client";
import type { components } from "@/api/schema";

export type Task = components["schemas"]["Task"];
export type CompleteBody = components["schemas"]["CompleteTaskInputBody"];
export type CompleteAnswer = components["schemas"]["CompleteTaskOutputBody"];
export type Outcome = CompleteBody["outcome"];

export const completeTask = (id: string, key: string, body: CompleteBody): Promise<CompleteAnswer> =>
  answer(client.POST("/tasks/{id}/complete", { params: { path: { id } }, body, ...withKey(key) }));

export const claimTask = (id: string) => answer(client.POST("/tasks/{id}/claim", { params: { path: { id } } }));
export const releaseTask = (id: string) => answer(client.POST("/tasks/{id}/release", { params: { path: { id } } }));

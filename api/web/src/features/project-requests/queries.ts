import { answer, client, withKey } from "@/api/client";
import type { Fields, RequestDetail } from "@/features/requests/public";

export const emptyProjectRequest: Fields = {
  project_id: "",
  reason: "",
  expected_revenue: "",
  expected_cost: "",
  expected_close_on: "",
  win_probability: "",
};

/** The body of a draft: what is empty is not sent, it is not filled in yet. */
const bodyOf = (fields: Fields, currency: string) => ({
  reason: fields.reason || undefined,
  expected_revenue: fields.expected_revenue ? { amount: fields.expected_revenue, currency } : undefined,
  expected_cost: fields.expected_cost ? { amount: fields.expected_cost, currency } : undefined,
  expected_close_on: fields.expected_close_on || undefined,
  win_probability: fields.win_probability ? Number(fields.win_probability) : undefined,
});

export const createProjectRequest = (fields: Fields, key: string, currency: string) =>
  answer(client.POST("/project-requests", { body: { project_id: fields.project_id ?? "", ...bodyOf(fields, currency) }, ...withKey(key) }));

export const editProjectRequest = (id: string, version: number, changed: Fields, currency: string) =>
  answer(client.PATCH("/project-requests/{id}", { params: { path: { id } }, body: { version, ...bodyOf(changed, currency) } }));

export const fieldsOfProjectRequest = (request: RequestDetail): Fields => ({
  project_id: request.project_id,
  reason: request.reason ?? "",
  expected_revenue: request.expected_revenue?.amount ?? "",
  expected_cost: request.expected_cost?.amount ?? "",
  expected_close_on: request.expected_close_on ?? "",
  win_probability: request.win_probability?.toString() ?? "",
});

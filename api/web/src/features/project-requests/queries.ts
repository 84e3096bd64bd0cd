import { answer, client, withKey } from "@/api/client";
import { currencyOf, type DraftKind, type Fields } from "@/features/requests/public";

const moneyOf = (amount: string | undefined, currency: string) => (amount ? { amount: amount.replace(/\.$/, ""), currency } : undefined);

/** The body of a draft: what is empty is not sent, it is not filled in yet. */
const bodyOf = (fields: Fields, currency: string) => ({
  reason: fields.reason?.trim() ? fields.reason : undefined,
  expected_revenue: moneyOf(fields.expected_revenue, currency),
  expected_cost: moneyOf(fields.expected_cost, currency),
  expected_close_on: fields.expected_close_on || undefined,
  win_probability: fields.win_probability ? Number(fields.win_probability) : undefined,
});

/** How a project request is drafted. */
export const projectRequestDraft: DraftKind = {
  kind: "project_request",
  empty: { project_id: "", reason: "", expected_revenue: "", expected_cost: "", expected_close_on: "", win_probability: "" },
  body: bodyOf,
  create: async (fields, key) => {
    const project_id = fields.project_id ?? "";
    const body = { project_id, ...bodyOf(fields, await currencyOf(project_id)) };
    return answer(client.POST("/project-requests", { body, ...withKey(key) }));
  },
  edit: async (id, version, changed, projectId) => {
    const body = { version, ...bodyOf(changed, await currencyOf(projectId)) };
    return answer(client.PATCH("/project-requests/{id}", { params: { path: { id } }, body }));
  },
  fieldsOf: (request) => ({
    project_id: request.project_id,
    reason: request.reason ?? "",
    expected_revenue: request.expected_revenue?.amount ?? "",
    expected_cost: request.expected_cost?.amount ?? "",
    expected_close_on: request.expected_close_on ?? "",
    win_probability: request.win_probability?.toString() ?? "",
  }),
};

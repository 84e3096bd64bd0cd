import { queryOptions } from "@tanstack/react-query";
import { answer, client, withKey } from "@/api/client";
import { currencyOf, type DraftKind, type Fields } from "@/features/requests/public";

const moneyOf = (amount: string | undefined, currency: string) => (amount ? { amount: amount.replace(/\.$/, ""), currency } : undefined);

/** The body of a draft: what is empty is not sent, it is not filled in yet. */
const bodyOf = (fields: Fields, currency: string) => ({
  category: fields.category || undefined,
  amount: moneyOf(fields.amount, currency),
  spent_on: fields.spent_on || undefined,
  purpose: fields.purpose?.trim() ? fields.purpose : undefined,
});

/** How an expense is drafted. */
export const expenseDraft: DraftKind = {
  kind: "expense_request",
  empty: { project_id: "", category: "", amount: "", spent_on: "", purpose: "" },
  body: bodyOf,
  create: async (fields, key) => {
    const project_id = fields.project_id ?? "";
    const body = { project_id, ...bodyOf(fields, await currencyOf(project_id)) };
    return answer(client.POST("/expense-requests", { body, ...withKey(key) }));
  },
  edit: async (id, version, changed, projectId) => {
    const body = { version, ...bodyOf(changed, await currencyOf(projectId)) };
    return answer(client.PATCH("/expense-requests/{id}", { params: { path: { id } }, body }));
  },
  fieldsOf: (request) => ({
    project_id: request.project_id,
    category: request.category ?? "",
    amount: request.amount?.amount ?? "",
    spent_on: request.spent_on ?? "",
    purpose: request.purpose ?? "",
  }),
};

export interface Asked {
  amount: string;
  currency: string;
  category: string;
  spentOn: string;
  /** Hashes of the receipts. */
  sha256: string[];
  requestId: string | undefined;
}

/** What the expense is likely a double of. */
export const doublesQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["expenses", "check", asked],
    queryFn: ({ signal }) =>
      answer(
        client.POST("/expense-requests/check", {
          body: {
            amount: moneyOf(asked.amount, asked.currency),
            category: asked.category || undefined,
            spent_on: asked.spentOn || undefined,
            sha256: asked.sha256.length ? asked.sha256 : undefined,
            request_id: asked.requestId,
          },
          signal,
        }),
      ),
    retry: false,
  });

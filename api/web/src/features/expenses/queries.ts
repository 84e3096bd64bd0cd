import { queryOptions } from "@tanstack/react-query";
import { answer, client, withKey } from "@/api/client";
import type { Fields, RequestDetail } from "@/features/requests/public";

export const emptyExpense: Fields = { project_id: "", category: "", amount: "", currency: "CNY", spent_on: "", purpose: "" };

/** The body of a draft: what is empty is not sent, it is not filled in yet. */
const bodyOf = (fields: Fields, currency: string) => ({
  category: fields.category || undefined,
  amount: fields.amount ? { amount: fields.amount.replace(/\.$/, ""), currency } : undefined,
  spent_on: fields.spent_on || undefined,
  purpose: fields.purpose || undefined,
});

export const createExpense = (fields: Fields, key: string) =>
  answer(
    client.POST("/expense-requests", {
      body: { project_id: fields.project_id ?? "", ...bodyOf(fields, fields.currency ?? "CNY") },
      ...withKey(key),
    }),
  );

export const editExpense = (id: string, version: number, changed: Fields, currency: string) =>
  answer(client.PATCH("/expense-requests/{id}", { params: { path: { id } }, body: { version, ...bodyOf(changed, currency) } }));

export const fieldsOfExpense = (request: RequestDetail): Fields => ({
  project_id: request.project_id,
  category: request.category ?? "",
  amount: request.amount?.amount ?? "",
  currency: request.amount?.currency ?? "CNY",
  spent_on: request.spent_on ?? "",
  purpose: request.purpose ?? "",
});

/** What the expense is likely a double of. */
export const doublesQuery = (fields: Fields, sha256: string[], requestId: string | undefined) =>
  queryOptions({
    queryKey: ["expenses", "check", fields.amount, fields.currency, fields.category, fields.spent_on, sha256, requestId],
    queryFn: ({ signal }) =>
      answer(
        client.POST("/expense-requests/check", {
          body: {
            amount: fields.amount ? { amount: fields.amount, currency: fields.currency ?? "CNY" } : undefined,
            category: fields.category || undefined,
            spent_on: fields.spent_on || undefined,
            sha256: sha256.length ? sha256 : undefined,
            request_id: requestId,
          },
          signal,
        }),
      ),
    retry: false,
  });

import { useMe } from "@/api/me";
import { useAddress } from "@/kit/useAddress";
import type { RequestFilter } from "./queries";

export const statuses = ["draft", "in_review", "returned", "approved", "paid", "rejected", "withdrawn"] as const;
export const kinds = ["expense_request", "project_request"] as const;

/** What the list is narrowed by, beside the words that are looked for. */
const narrowing = ["kind", "status", "customer_id", "project_id", "requester_id", "from", "to", "mine"] as const;
export type Narrowing = (typeof narrowing)[number];

/** The list's filter as it stands in the address. */
export function useRequestFilter() {
  const me = useMe();
  const { params, set, change } = useAddress();
  const text = (name: string) => params.get(name) || undefined;
  const asked = params.getAll("status").flatMap((some) => some.split(","));
  const chosen = statuses.filter((status) => asked.includes(status));
  const mine = params.get("mine") === "true";
  const filter: RequestFilter = {
    kind: kinds.find((kind) => kind === params.get("kind")),
    status: chosen.length > 0 ? chosen : undefined,
    customer_id: text("customer_id"),
    project_id: text("project_id"),
    from: text("from"),
    to: text("to"),
    q: text("q"),
    requester_id: mine ? me.user.id : text("requester_id"),
  };
  return {
    filter,
    chosen,
    mine,
    set,
    narrowed: narrowing.filter((name) => params.has(name)),
    filtered: params.size > 0,
    clear: () =>
      change((next) => {
        for (const name of [...next.keys()]) next.delete(name);
      }),
  };
}

import { useSearchParams } from "react-router";
import { useMe } from "@/api/me";
import type { RequestFilter } from "./queries";

export const statuses = ["draft", "in_review", "returned", "approved", "paid", "rejected", "withdrawn"] as const;
export const kinds = ["expense_request", "project_request"] as const;

/** What the list is narrowed by, beside the words that are looked for. */
const narrowing = ["kind", "status", "customer_id", "project_id", "requester_id", "from", "to", "mine"] as const;
export type Narrowing = (typeof narrowing)[number];

/** The list's filter as it stands in the address. */
export function useRequestFilter() {
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const text = (name: string) => params.get(name) || undefined;
  const asked = params.get("status")?.split(",") ?? [];
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
  const set = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return {
    filter,
    chosen,
    mine,
    set,
    narrowed: narrowing.filter((name) => params.has(name)),
    filtered: params.size > 0,
    clear: () => setParams({}, { replace: true }),
  };
}

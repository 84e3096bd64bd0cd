import { useSearchParams } from "react-router";
import { useMe } from "@/api/me";
import type { RequestFilter } from "./queries";

export const statuses = ["draft", "in_review", "returned", "approved", "paid", "rejected", "withdrawn"] as const;

/** The list's filter as it stands in the address. */
export function useRequestFilter() {
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const text = (name: string) => params.get(name) || undefined;
  const filter = {
    kind: text("kind"),
    status: text("status"),
    customer_id: text("customer_id"),
    project_id: text("project_id"),
    from: text("from"),
    to: text("to"),
    q: text("q"),
    requester_id: params.get("mine") === "true" ? me.user.id : text("requester_id"),
  } as RequestFilter;
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
  return { filter, set, params, filtered: params.size > 0, clear: () => setParams({}, { replace: true }) };
}

import { useSearchParams } from "react-router";
import type { TaskFilter } from "./queries";

export const boxes = ["inbox", "claimed", "done", "requested"] as const;
export type Box = (typeof boxes)[number];
export const sorts = ["due_at", "-created_at", "created_at", "-amount", "amount"] as const;
export type Sort = (typeof sorts)[number];

const oneOf = <T extends string>(known: readonly T[], value: string | null, otherwise: T): T =>
  known.includes(value as T) ? (value as T) : otherwise;

/** The filter as it stands in the address; what is the default is left out of it. */
export function useTaskFilter() {
  const [params, setParams] = useSearchParams();
  const box = oneOf(boxes, params.get("box"), "inbox");
  const sort = oneOf(sorts, params.get("sort"), box === "done" ? "-created_at" : "due_at");
  const filter: TaskFilter = { box, sort };
  const q = params.get("q");
  if (q) filter.q = q;
  const kind = params.get("kind");
  if (kind === "expense_request" || kind === "project_request") filter.kind = kind;
  if (params.get("overdue") === "true") filter.overdue = true;
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
  return { filter, box, sort, set, search: params.size ? `?${params}` : "" };
}

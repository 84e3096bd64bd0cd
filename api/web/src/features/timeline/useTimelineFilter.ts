import { useAddress } from "@/kit/useAddress";
import type { TimelineFilter } from "./queries";

const narrowing = ["kind", "actor_id", "project_id", "from", "to"] as const;
export type Narrowing = (typeof narrowing)[number];

/** What the timeline is narrowed to, as it stands in the address. */
export function useTimelineFilter() {
  const { params, set, change } = useAddress();
  const text = (name: string) => params.get(name) || undefined;
  const kinds = params.get("kind")?.split(",").filter(Boolean) ?? [];
  const filter: TimelineFilter = {
    kind: kinds.length > 0 ? kinds : undefined,
    actor_id: text("actor_id"),
    project_id: text("project_id"),
    from: text("from"),
    to: text("to"),
  };
  return {
    filter,
    kinds,
    set,
    narrowed: narrowing.filter((name) => params.has(name)),
    clear: () =>
      change((next) => {
        for (const name of narrowing) next.delete(name);
      }),
  };
}

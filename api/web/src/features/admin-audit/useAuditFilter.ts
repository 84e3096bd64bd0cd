import { useAddress } from "@/kit/useAddress";
import type { AuditFilter } from "./queries";

const narrowing = ["kind", "actor_id", "subject", "from", "to"] as const;
export type Narrowing = (typeof narrowing)[number];

/** What the list is narrowed to, and which act is open, as they stand in the address. */
export function useAuditFilter() {
  const { params, set, change } = useAddress();
  const text = (name: string) => params.get(name) || undefined;
  const kind = text("kind");
  const filter: AuditFilter = {
    kind: kind ? [kind] : undefined,
    actor_id: text("actor_id"),
    subject: text("subject"),
    from: text("from"),
    to: text("to"),
  };
  const opened = Number(params.get("open") ?? 0);
  return {
    filter,
    kind,
    set,
    opened,
    toggle: (seq: number) => set("open", seq === opened ? null : String(seq)),
    narrowed: narrowing.filter((name) => params.has(name)),
    clear: () =>
      change((next) => {
        for (const name of narrowing) next.delete(name);
      }),
  };
}

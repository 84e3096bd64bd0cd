import { useAddress } from "@/kit/useAddress";
import type { UserFilter } from "./queries";

const narrowing = ["role", "department_id", "active"] as const;
export type Narrowing = (typeof narrowing)[number];

/** The list's filter as it stands in the address. */
export function useUserFilter() {
  const { params, set, change } = useAddress();
  const text = (name: string) => params.get(name) || undefined;
  const active = params.get("active");
  const filter: UserFilter = {
    q: text("q"),
    role: text("role"),
    department_id: text("department_id"),
    active: active === "true" || active === "false" ? active : undefined,
  };
  return {
    filter,
    set,
    narrowed: narrowing.filter((name) => params.has(name)),
    filtered: params.size > 0,
    clear: () =>
      change((next) => {
        for (const name of [...next.keys()]) next.delete(name);
      }),
  };
}

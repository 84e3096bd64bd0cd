import { stages } from "@/features/projects/public";
import { companyDay } from "@/i18n/format";
import { useAddress } from "@/kit/useAddress";
import type { CustomerFilter } from "./queries";

/** When something last happened: the name in the address, and how many days ago. */
export const activities = { active7: 7, active30: 30, quiet30: 30, quiet90: 90 } as const;
export type Activity = keyof typeof activities;
export const activityNames = Object.keys(activities) as Activity[];

const narrowing = ["owner_id", "industry", "region", "level", "stage", "activity", "owner_active", "archived"] as const;
export type Narrowing = (typeof narrowing)[number];

/** The list's filter as it stands in the address. */
export function useCustomerFilter() {
  const { params, set, change } = useAddress();
  const text = (name: string) => params.get(name) || undefined;
  const activity = activityNames.find((name) => name === params.get("activity"));
  const since = activity && companyDay(-activities[activity]);
  const filter: CustomerFilter = {
    q: text("q"),
    owner_id: text("owner_id"),
    owner_active: params.get("owner_active") === "false" ? "false" : undefined,
    industry: text("industry"),
    region: text("region"),
    level: text("level"),
    stage: stages.find((stage) => stage === params.get("stage")),
    active_since: activity?.startsWith("active") ? since : undefined,
    inactive_since: activity?.startsWith("quiet") ? since : undefined,
    archived: params.get("archived") === "true" || undefined,
  };
  return {
    filter,
    activity,
    set,
    narrowed: narrowing.filter((name) => params.has(name)),
    filtered: params.size > 0,
    clear: () =>
      change((next) => {
        for (const name of [...next.keys()]) next.delete(name);
      }),
  };
}

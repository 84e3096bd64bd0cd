import { dayIn } from "@/i18n/format";
import { zoneOfCompany } from "@/i18n/zone";
import type { TimelineEvent } from "./queries";

export type Row = { type: "day"; day: string; key: string } | { type: "event"; event: TimelineEvent; key: string };

/** Events, newest first, under the days on which they happened in the company's time zone. */
export function rowsOf(events: readonly TimelineEvent[], zone = zoneOfCompany()): Row[] {
  const rows: Row[] = [];
  let day = "";
  for (const event of events) {
    const own = dayIn(zone, new Date(event.at));
    if (own !== day) {
      day = own;
      rows.push({ type: "day", day, key: day });
    }
    rows.push({ type: "event", event, key: event.id });
  }
  return rows;
}

/** Where the page shows what an event is about; nothing where it has no page of its own. */
export function pageOf(event: Pick<TimelineEvent, "link" | "customer_id" | "project_id">): string | undefined {
  const path = event.link?.replace(/^\/api\/v1/, "");
  if (!path) return undefined;
  if (path.startsWith("/contacts/")) return `/customers/${event.customer_id}/contacts`;
  if (path.startsWith("/competitors/")) return event.project_id ? `/projects/${event.project_id}` : undefined;
  if (/^\/customers\/[^/]+\/timeline/.test(path) || path === `/customers/${event.customer_id}`) return undefined;
  return path;
}

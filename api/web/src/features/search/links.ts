import { allows, type Me } from "@/api/me";
import type { Found } from "./queries";

/** Where what was found is. A person has no page: who manages accounts goes to theirs, who sees their requests to these. */
export function linkOf(me: Me, { kind, id, link }: Found): string | null {
  if (kind !== "person") return link;
  if (allows(me, "user.manage")) return `/admin/users/${id}`;
  return allows(me, "request.read", "team") ? `/requests?requester_id=${id}` : null;
}

import { allows, type Me } from "@/api/me";
import type { Customer } from "./queries";

/** Whether the buttons for changing a customer are offered; the server has the last word. */
export const mayChange = (me: Me, customer: Customer) =>
  !customer.archived_at && (allows(me, "customer.write", "team") || (allows(me, "customer.write") && customer.owner?.id === me.user.id));

import { allows, type Me } from "@/api/me";
import type { Overview } from "./queries";

/** Whether one keeps a customer: owns it, works for it, or looks after those who do. The server has the last word. */
export const keeps = (me: Me, { customer, projects }: Overview) =>
  allows(me, "customer.write", "team") ||
  (allows(me, "customer.write") &&
    (customer.owner?.id === me.user.id || projects.some(({ members }) => members.some(({ id }) => id === me.user.id))));

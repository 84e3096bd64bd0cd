import type { Me } from "@/api/me";

const wait = 3000;

/** Makes the forms ready for where there is no network, once nothing else is to be done; without a server the next start does. */
export function readyForms(me: Me) {
  const start = () => void import("./fetchForms").then(({ fetchForms }) => fetchForms(me)).catch(() => undefined);
  const timer = window.setTimeout(() => (window.requestIdleCallback ?? window.setTimeout)(start), wait);
  return () => window.clearTimeout(timer);
}

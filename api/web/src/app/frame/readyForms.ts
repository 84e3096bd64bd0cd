/** What is written where there is no network is fetched while there is one, as soon as nothing else is to be done. */
export function readyForms() {
  const fetchAll = () => {
    // One that does not arrive is asked for again when it is opened.
    for (const part of [
      import("@/features/outbox/page"),
      import("@/features/expenses/page"),
      import("@/features/project-requests/page"),
      import("@/features/work-logs/NewPage"),
    ])
      part.catch(() => undefined);
  };
  const timer = window.setTimeout(() => (window.requestIdleCallback ?? window.setTimeout)(fetchAll), 3000);
  return () => window.clearTimeout(timer);
}

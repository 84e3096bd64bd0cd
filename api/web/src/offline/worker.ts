import { useSyncExternalStore } from "react";

/** What starts the page without a network; it is there over HTTPS, and on this machine. */
export const canStartOffline = () => window.isSecureContext && "serviceWorker" in navigator;

let waiting: ServiceWorker | null = null;
const watchers = new Set<() => void>();
const hour = 60 * 60_000;

function found(worker: ServiceWorker | null) {
  waiting = worker;
  for (const watch of watchers) watch();
}

/** Keeps the files of the page for a start without a network, and notices a newer version of them. */
export async function startWorker() {
  if (!canStartOffline()) return;
  const registration = await navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  if (!registration) return;
  const look = (worker: ServiceWorker | null) => {
    if (!worker) return;
    const installed = () => worker.state === "installed" && navigator.serviceWorker.controller && found(worker);
    installed();
    worker.addEventListener("statechange", installed);
  };
  look(registration.waiting);
  registration.addEventListener("updatefound", () => look(registration.installing));
  // A page that stays open for days looks for itself.
  window.setInterval(() => void registration.update().catch(() => undefined), hour);
}

/** Goes on with the newer version; all that is typed has to be kept on the device before. */
export function takeNewVersion() {
  // Another tab has let it in already: then only this page is still the old one.
  if (waiting?.state !== "installed") return window.location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), { once: true });
  waiting.postMessage({ type: "SKIP_WAITING" });
}

const subscribe = (watch: () => void) => {
  watchers.add(watch);
  return () => {
    watchers.delete(watch);
  };
};

export const useNewVersion = () => useSyncExternalStore(subscribe, () => waiting !== null);

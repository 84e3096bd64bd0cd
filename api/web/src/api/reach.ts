import { useSyncExternalStore } from "react";

/** Whether the server answers, and what waits until it does. */
let away = false;
const waiting = new Set<() => void>();
const watchers = new Set<() => void>();

function put(value: boolean) {
  if (away === value) return;
  away = value;
  for (const watch of watchers) watch();
}

/** No answer came to a call. */
export const unanswered = () => put(true);

/** An answer came: what waits for the server goes at once. */
export function answered() {
  if (!away) return;
  put(false);
  tryNow();
}

/** Nothing waits any longer for its next try. */
export function tryNow() {
  for (const go of [...waiting]) go();
}

/** Tells when it is time to try what failed. */
export function onTry(go: () => void) {
  waiting.add(go);
  return () => {
    waiting.delete(go);
  };
}

/** Waits so many milliseconds, or until the server is back or a person wants it now. */
export function pause(time: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      window.clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = window.setTimeout(end, time);
    const stop = onTry(end);
  });
}

const subscribe = (watch: () => void) => {
  watchers.add(watch);
  return () => {
    watchers.delete(watch);
  };
};

export const useAway = () => useSyncExternalStore(subscribe, () => away);

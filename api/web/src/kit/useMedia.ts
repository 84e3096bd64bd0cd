import { useSyncExternalStore } from "react";

const queries = { phone: "(max-width: 767px)", coarse: "(pointer: coarse)" };

/** Whether the page is on a phone (under 768 px), or is used by touch. */
export function useMedia(name: keyof typeof queries): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(queries[name]);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => window.matchMedia(queries[name]).matches,
  );
}

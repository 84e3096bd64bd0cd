import { useSyncExternalStore } from "react";

const attribute = "data-mantine-color-scheme";

/** Light or dark: what is drawn takes its colours anew when it changes. */
export function useScheme(): string {
  return useSyncExternalStore(
    (changed) => {
      const watcher = new MutationObserver(changed);
      watcher.observe(document.documentElement, { attributes: true, attributeFilter: [attribute] });
      return () => watcher.disconnect();
    },
    () => document.documentElement.getAttribute(attribute) ?? "light",
  );
}

import { localStorageColorSchemeManager } from "@mantine/core";

/** Under the key that scheme.js reads before the first paint. */
export const schemeManager = localStorageColorSchemeManager({ key: "theme" });

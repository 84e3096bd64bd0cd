/** What other features may use of imports. */

export { ImportPage } from "./ImportPage";
export type { ImportKind } from "./kind";
export type { ImportReport } from "./uploads";

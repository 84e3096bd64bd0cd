/** What other features may use of forms of records. */

export { PersonField } from "./PersonField";
export { RecordDrawer } from "./RecordDrawer";
export { RecordForm } from "./RecordForm";
export type { Spec } from "./spec";
export { type Stored, useRecord } from "./useRecord";

/** What the frame uses of notifications. */
export { Bell } from "./Bell";

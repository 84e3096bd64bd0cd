/** What the frame uses of the outbox. */
export { Badge } from "./Badge";
export { useSending } from "./useSending";

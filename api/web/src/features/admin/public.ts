/** What the parts of administration share. */

export { AdminTitle } from "./AdminTitle";

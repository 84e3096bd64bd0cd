/** What the lists use of named views. */
export { Views } from "./Views";

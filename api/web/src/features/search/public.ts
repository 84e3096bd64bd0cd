/** What the frame uses of the search. */
export { Search } from "./Search";

/** What other features may use of requests. */

export { type Changed, differences } from "./differences";
export { Facts } from "./Facts";
export { Decisions, History } from "./History";
export { LikelyDoubles } from "./LikelyDoubles";
export * from "./queries";
export { Reports } from "./Reports";
export { RequestProcess, useRequestLine } from "./RequestHead";

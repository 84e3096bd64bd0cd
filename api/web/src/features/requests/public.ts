/** What other features may use of requests. */

export { Clashes, DraftState } from "./DraftState";
export { type Changed, differences } from "./differences";
export { Facts } from "./Facts";
export { Decisions, History } from "./History";
export { LikelyDoubles } from "./LikelyDoubles";
export { ProjectField } from "./ProjectField";
export { type Project, projectQuery, projectsQuery } from "./projects";
export * from "./queries";
export { Reports } from "./Reports";
export { RequestProcess, useRequestLine } from "./RequestHead";
export { type Fields, useRequestDraft } from "./useRequestDraft";

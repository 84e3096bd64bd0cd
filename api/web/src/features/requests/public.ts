/** What other features may use of requests. */

export { CustomerField, RequesterField } from "./Choosers";
export { DoubleMark } from "./DoubleMark";
export { DraftForm, Field } from "./DraftForm";
export { Clashes, WrongFields } from "./DraftState";
export { type Changed, differences } from "./differences";
export type { DraftKind } from "./draft";
export { type Clash, type Fields, mergeFields } from "./draftFields";
export { Facts } from "./Facts";
export { Decisions, History } from "./History";
export { LikelyDoubles } from "./LikelyDoubles";
export { reopenRequest } from "./later";
export { useCustomerName, useRequesterName } from "./names";
export { ProjectField } from "./ProjectField";
export { currencyOf, lastProjectsQuery, type Project, projectQuery, projectsQuery } from "./projects";
export * from "./queries";
export { Reports } from "./Reports";
export { RequestFormPage } from "./RequestFormPage";
export { RequestProcess, useRequestLine } from "./RequestHead";
export { RequestTable } from "./RequestTable";
export { Covers } from "./RevisedBudget";
export { useRequestDraft } from "./useRequestDraft";

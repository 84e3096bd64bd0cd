import type { components } from "@/api/schema";

export type Project = components["schemas"]["Project"];
export type Stage = Project["stage"];

/** How far a project has come, in order. */
export const stages: readonly Stage[] = ["lead", "contacted", "proposal", "bidding", "negotiation", "won", "lost"];

/** A project's status as the mark that requests have too. */
export const markOf = { open: "draft", in_review: "in_review", approved: "approved", rejected: "rejected" } as const;

import type { StuckProblem, StuckRequest } from "./queries";

export type Act = "reassign" | "restart" | "end";

/** What one does about a request: the task that it is about, where it is about one. */
export interface Asked {
  act: Act;
  entry: StuckRequest;
  task?: NonNullable<StuckProblem["task"]>;
}

/** A workflow that is gone or has failed may be started anew; one that falters is not gone. */
export const canRestart = (entry: StuckRequest) =>
  entry.problems.some(({ kind }) => kind === "workflow_missing" || kind === "workflow_failed");

/** Since when the request does not go on, as far as that is known. */
export const sinceOf = (entry: StuckRequest): string | undefined => entry.problems.flatMap(({ since }) => since ?? []).sort()[0];

import { useAddress } from "@/kit/useAddress";
import type { TaskFilter } from "./queries";

export const boxes = ["inbox", "claimed", "done", "requested"] as const;
export type Box = (typeof boxes)[number];
export const sorts = ["due_at", "-created_at", "created_at", "-amount", "amount"] as const;
export type Sort = (typeof sorts)[number];
export const kinds = ["expense_request", "project_request"] as const;
export const steps = [
  "commercial_report",
  "finance_report",
  "management_decision",
  "gm_signoff",
  "finance_processing",
  "revise",
] as const satisfies TaskFilter["step"][];

/** What a box is narrowed by, beside the words that are looked for. */
export const narrowing = ["kind", "step", "overdue", "customer_id", "requester_id", "amount_min", "amount_max"] as const;
export type Narrowing = (typeof narrowing)[number];

/** An end of a range of amounts: zero too, and no more digits than the server takes. */
export const isAmountBound = (text: string) => /^\d{1,15}(\.\d{1,4})?$/.test(text);
const isId = (text: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

const known = <T extends string>(values: readonly T[], value: string | null): T | undefined => values.find((one) => one === value);
const defaultSort = (box: Box): Sort => (box === "done" ? "-created_at" : "due_at");

/** The filter that an address asks for; what makes no sense in it is left out. */
export function filterOf(params: URLSearchParams) {
  const box = known(boxes, params.get("box")) ?? "inbox";
  const sort = known(sorts, params.get("sort")) ?? defaultSort(box);
  const text = (name: string, fits: (text: string) => boolean) => {
    const value = params.get(name);
    return value && fits(value) ? value : undefined;
  };
  const narrow = {
    kind: known(kinds, params.get("kind")),
    step: known(steps, params.get("step")),
    overdue: params.get("overdue") === "true" || undefined,
    customer_id: text("customer_id", isId),
    requester_id: text("requester_id", isId),
    amount_min: text("amount_min", isAmountBound),
    amount_max: text("amount_max", isAmountBound),
  } satisfies Pick<TaskFilter, Narrowing>;
  const filter: TaskFilter = { box, sort, q: text("q", () => true), ...narrow };
  return { box, sort, filter };
}

/** The address of another box: what is looked for stays, the order is that box's own. */
export function boxSearch(params: URLSearchParams, box: Box): string {
  const next = new URLSearchParams(params);
  next.delete("sort");
  next.delete("box");
  if (box !== "inbox") next.set("box", box);
  // What I wait for is mine, whoever asked for it in another box.
  if (box === "requested") next.delete("requester_id");
  return next.size ? `?${next}` : "";
}

/** The filter as it stands in the address; what is the default is left out of it. */
export function useTaskFilter() {
  const address = useAddress();
  const { params } = address;
  const { box, sort, filter } = filterOf(params);
  const set = (name: string, value: string | null) => address.set(name, name === "sort" && value === defaultSort(box) ? null : value);
  const clear = () =>
    address.change((next) => {
      for (const name of ["q", ...narrowing]) next.delete(name);
    });
  const narrowed = narrowing.filter((name) => filter[name] !== undefined);
  return {
    filter,
    box,
    sort,
    set,
    clear,
    narrowed,
    /** Whether an empty list may be empty because of what was asked. */
    filtered: narrowed.length > 0 || !!filter.q,
    boxSearch: (name: Box) => boxSearch(params, name),
    search: params.size ? `?${params}` : "",
  };
}

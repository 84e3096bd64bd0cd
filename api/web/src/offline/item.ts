import type { Problem } from "@/api/problem";

export type ItemKind = "expense_request" | "project_request" | "work_log" | "note";

/** One call of the API, written down so that it can be made later, and again. */
export interface Step {
  does: "create" | "edit" | "file" | "submit";
  method: "POST" | "PATCH";
  /** {id} stands for what the first step makes. */
  path: string;
  /** Its Idempotency-Key: made again, the call is the same one. */
  key: string;
  body?: object;
  /** A file on this device, and what the server is told it is for. */
  file?: { id: string; name: string; purpose?: string };
  done?: boolean;
}

/** Why an item waits for the person: the server refused a step, its keys will soon be forgotten, or it is open in its form. */
export type Why = "refused" | "old" | "open";

/** The form that something was taken back into: where it is, and its draft on this device. */
export interface OpenForm {
  path: string;
  draft: string;
}

/** Something that a person sent, as long as the server does not have all of it. */
export interface Item {
  id: string;
  user: string;
  kind: ItemKind;
  title: string;
  amount?: { amount: string; currency: string };
  /** Items of one subject go one after the other. */
  subject: string;
  steps: Step[];
  /** What the first step made; there from the start where it exists already. */
  made?: { id: string; version?: number };
  state: "waiting" | "sending" | "needs-you";
  why?: Why;
  open?: OpenForm;
  problem?: Problem | null;
  /** HTTP status of the refusal. */
  status?: number;
  /** When it was sent by the person, in milliseconds. */
  at: number;
  /** The person was asked about its age and wants it sent. */
  agreed?: boolean;
  /** Its first step was tried, and nobody knows whether it arrived; false once the server has refused it. */
  tried?: boolean;
  /** What its form needs to go on with it; each form knows its own. */
  form: unknown;
}

export const nextStep = (item: Item): Step | undefined => item.steps.find((step) => !step.done);

/** The server forgets keys after 30 days; from then on, sending again could be twice. */
const oldAfter = 25 * 24 * 60 * 60_000;

export const isOld = (item: Item, now: number) => !item.agreed && now - item.at > oldAfter;

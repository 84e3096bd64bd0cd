import type { Clash, Fields } from "./draftFields";
import type { Kind, RequestDetail } from "./queries";

/** What is kept on the device: the fields, and what the server has of them. */
export interface Local {
  fields: Fields;
  /** The fields as the server last confirmed them. */
  synced: Fields;
  id?: string;
  version?: number;
  /** What both changed, and nobody has been asked about yet. */
  clashes?: Clash[];
  /** The key of the POST that makes the draft, so that a repeated one makes no second. */
  createKey: string;
  /** What that POST carried when it was first tried: its answer may be lost, and with the same key it must be the same. */
  tried?: Fields;
}

export type SaveState = { at: "nowhere" | "device" | "sending" } | { at: "server"; time: Date } | { at: "failed"; error: unknown };

/** What the kinds of requests do differently. */
export interface DraftKind {
  kind: Kind;
  empty: Fields;
  /** Fields as the API takes them; what is empty is not filled in yet. */
  body: (fields: Fields, currency: string) => object;
  create: (fields: Fields, key: string) => Promise<RequestDetail>;
  edit: (id: string, version: number, changed: Fields, projectId: string) => Promise<RequestDetail>;
  fieldsOf: (request: RequestDetail) => Fields;
}

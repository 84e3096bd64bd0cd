import { newKey } from "@/api/client";
import { type Clash, type Fields, mergeFields } from "./draftFields";
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

/** What a form starts with: what was typed before, put together with what the server has by now, and what is left to ask. */
export function startOf({ empty, fieldsOf }: DraftKind, before: Local | undefined, request?: RequestDetail, copied?: Fields) {
  const server = request ? { ...empty, ...fieldsOf(request) } : empty;
  const merged = before && request ? mergeFields(before.synced, before.fields, server) : null;
  const local: Local = {
    fields: merged?.fields ?? before?.fields ?? { ...server, ...copied },
    synced: server,
    id: request?.id,
    version: request?.version,
    createKey: before?.createKey ?? newKey(),
    tried: before?.tried,
  };
  const asked = (before?.clashes ?? []).filter(
    (clash) => server[clash.field] === clash.theirs && !merged?.clashes.some((one) => one.field === clash.field),
  );
  return { local, open: merged ? [...merged.clashes, ...asked] : [] };
}

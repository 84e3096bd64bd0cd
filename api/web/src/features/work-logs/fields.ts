import type { components } from "@/api/schema";
import type { LogKind } from "./kinds";
import type { WorkLog } from "./queries";

/** What one fills in about an entry; empty is a text of no letters. */
export interface Fields {
  work_date: string;
  kind: LogKind | "";
  content: string;
  result: string;
  next_step: string;
  hours: string;
  place: string;
  customer_id: string;
  project_id: string;
  contact_id: string;
}

export type FieldName = keyof Fields;

/** What was sent to make an entry, and its key: the answer may be lost, and with the same key it must be the same. */
export interface SentLog {
  fields: Fields;
  key: string;
}

/** A new entry on this device; its photos are kept beside it. */
export interface LogDraft {
  fields: Fields;
  sent?: SentLog;
}

/** In the order of the form. */
export const fieldNames: FieldName[] = [
  "kind",
  "customer_id",
  "work_date",
  "content",
  "result",
  "next_step",
  "hours",
  "project_id",
  "contact_id",
  "place",
];

/** What a correction cannot put right belongs to the customer's timeline. */
export const correctable = fieldNames.filter((name) => !name.endsWith("_id"));

export const emptyFields = (work_date: string, customer_id = ""): Fields => ({
  work_date,
  kind: "",
  content: "",
  result: "",
  next_step: "",
  hours: "",
  place: "",
  customer_id,
  project_id: "",
  contact_id: "",
});

export const fieldsOf = (log: WorkLog): Fields => ({
  work_date: log.work_date,
  kind: log.kind,
  content: log.content,
  result: log.result,
  next_step: log.next_step,
  hours: log.hours ?? "",
  place: log.place,
  customer_id: log.customer?.id ?? "",
  project_id: log.project?.id ?? "",
  contact_id: log.contact?.id ?? "",
});

/** An entry as its corrections have put it right. */
export const correctedFields = (log: WorkLog): Fields =>
  Object.assign(fieldsOf(log), ...log.corrections.map((correction) => correction.fields));

export const changedFields = (before: Fields, after: Fields) => fieldNames.filter((name) => before[name].trim() !== after[name].trim());

type EditBody = components["schemas"]["EditWorkLogInputBody"];
type CreateBody = components["schemas"]["CreateWorkLogInputBody"];

const nullable: FieldName[] = ["hours", "customer_id", "project_id", "contact_id"];

/** Some of the fields as the server takes them. */
export function bodyOf(fields: Fields, names: FieldName[]): Omit<EditBody, "version"> {
  const pairs = names.map((name) => [name, fields[name].trim() || (nullable.includes(name) ? null : "")]);
  return Object.fromEntries(pairs);
}

/** A new entry: what is empty is left out, and the server says what may not be. */
export function createBody(fields: Fields): CreateBody {
  const filled = fieldNames.filter((name) => fields[name].trim() || name === "work_date" || name === "kind" || name === "content");
  return bodyOf(fields, filled) as CreateBody;
}

/**
 * What was typed over a newer entry: a field that one did not touch is as the
 * server has it by now.
 */
export function rebase(base: Fields, mine: Fields, theirs: Fields): Fields {
  const touched = changedFields(base, mine);
  return Object.fromEntries(fieldNames.map((name) => [name, touched.includes(name) ? mine[name] : theirs[name]])) as unknown as Fields;
}

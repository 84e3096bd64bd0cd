import { cancelUploads } from "@/features/files/public";
import { dropDraft, keepDraft } from "@/offline/draftStore";
import { dropFilesOf, filesOf, giveFiles } from "@/offline/files";
import type { Item, OpenForm } from "@/offline/item";
import { putIntoOutbox } from "@/offline/outbox";
import type { DraftKind, Local } from "./draft";
import { emptied, unsent } from "./draftFields";
import { requestSteps } from "./mutations";
import { currencyOf } from "./projects";
import { type Kind, nounOf } from "./queries";

/** What the form of a request needs to go on with what waits in the outbox. */
interface Form {
  local: Local;
  submitKey: string;
}

/** Drafts of a person on this device: of a request that the server has, or of a new one. */
export const draftKey = (userId: string, kind: Kind, which: string) => `${userId}/${kind}/${which}`;

/** Drops what this device has of a draft that is deleted, with its files. */
export async function forgetDraft(userId: string, kind: Kind, id: string) {
  const key = draftKey(userId, kind, id);
  cancelUploads(id);
  await dropFilesOf(key);
  await dropDraft(key);
}

/** What a new request is filled in as that came back from the outbox. */
export const slotOf = (itemId: string) => `new/draft/${itemId}`;

interface Sent {
  kind: DraftKind;
  userId: string;
  local: Local;
  submitKey: string;
  /** The draft's key on this device, which its files have too. */
  owner: string;
}

/** Puts a request that was submitted without a server into the outbox, with all that the server does not have of it. */
export async function submitLater({ kind, userId, local, submitKey, owner }: Sent): Promise<Item> {
  const { fields, id, version, tried, createKey } = local;
  const currency = await currencyOf(fields.project_id ?? "");
  const first = tried ?? fields;
  const rest = unsent(fields, id ? local.synced : first);
  const amount = fields.amount ?? fields.expected_revenue;
  return putIntoOutbox(
    {
      user: userId,
      kind: kind.kind,
      title: (fields.purpose ?? fields.reason ?? "").trim(),
      amount: amount ? { amount: amount.replace(/\.$/, ""), currency } : undefined,
      subject: id ?? createKey,
      steps: requestSteps({
        kind: kind.kind,
        create: id ? undefined : { key: createKey, body: { project_id: first.project_id, ...kind.body(first, currency) } },
        edit: Object.keys(rest).length > 0 ? kind.body(rest, currency) : undefined,
        files: await filesOf(owner),
        submitKey,
      }),
      made: id ? { id, version } : undefined,
      form: { local, submitKey } satisfies Form,
    },
    owner,
  );
}

/** Whether a draft has all that the outbox can send: what is emptied, the API cannot be told. */
export const canWait = (local: Local) => !!local.fields.project_id && emptied(local.fields, local.synced).length === 0;

/** Gives what waited back to its form, and tells where that is. */
export async function reopenRequest(item: Item): Promise<OpenForm> {
  const { local } = item.form as Form;
  const kind = item.kind as Kind;
  const id = item.made?.id;
  const done = (does: string) => item.steps.some((step) => step.does === does && step.done);
  const now: Local = id
    ? {
        ...local,
        id,
        version: item.made?.version,
        synced: done("edit") ? local.fields : local.id ? local.synced : (local.tried ?? local.fields),
      }
    : { ...local, tried: local.tried ?? local.fields };
  const key = draftKey(item.user, kind, id ?? slotOf(item.id));
  await keepDraft({ key, value: now, at: Date.now() });
  await giveFiles(item.id, key);
  return { path: id ? `/${nounOf[kind]}/${id}/edit` : `/${nounOf[kind]}/new?draft=${item.id}`, draft: key };
}

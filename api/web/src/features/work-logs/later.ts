import { keepDraft } from "@/offline/draftStore";
import { filesOf, giveFiles } from "@/offline/files";
import type { Item, OpenForm } from "@/offline/item";
import { putIntoOutbox } from "@/offline/outbox";
import type { Fields, LogDraft, SentLog } from "./fields";
import { logSteps } from "./mutations";
import type { WorkLog } from "./queries";

/** A new entry of a person on this device, told from others by where it began. */
export const logDraftKey = (userId: string, which: string) => `${userId}/work_log/new/${which}`;

interface Later {
  userId: string;
  fields: Fields;
  sent: SentLog;
  /** The draft's key on this device, which its photos have too. */
  owner: string;
  /** The entry, where only its photos are left to be sent. */
  made?: WorkLog;
}

/** Puts an entry, or the photos of one, into the outbox. */
export async function sendLogLater({ userId, fields, sent, owner, made }: Later) {
  return putIntoOutbox(
    {
      user: userId,
      kind: "work_log",
      title: fields.content.trim(),
      subject: sent.key,
      steps: logSteps(sent, fields, await filesOf(owner), made),
      made: made && { id: made.id, version: made.version },
      form: { fields, sent } satisfies LogDraft,
    },
    owner,
  );
}

/** Opens an entry that was made as it is, with the photos that are left to be sent. */
export async function openLog(item: Item): Promise<string> {
  const id = item.made?.id ?? "";
  await giveFiles(item.id, id);
  return `/work-logs/${id}`;
}

/** Gives what waited back to its form, and tells where that is. */
export async function reopenLog(item: Item): Promise<OpenForm> {
  const draft = item.form as LogDraft;
  // What was refused was not made, and may be another one next time.
  const value: LogDraft = item.why === "refused" ? { fields: draft.fields } : draft;
  const key = logDraftKey(item.user, item.id);
  await keepDraft({ key, value, at: Date.now() });
  await giveFiles(item.id, key);
  return { path: `/work-logs/new?draft=${item.id}`, draft: key };
}

import { keepDraft, readDraft } from "@/offline/draftStore";
import type { Item, OpenForm } from "@/offline/item";
import { putIntoOutbox } from "@/offline/outbox";
import { noteSteps } from "./mutations";

interface Note {
  customerId: string;
  text: string;
}

/** A note that is being written on this device. */
export const noteDraftKey = (userId: string, customerId: string) => `${userId}/note/${customerId}`;

/** Puts a note into the outbox, under the key that it was tried with. */
export const sendNoteLater = (userId: string, { customerId, text }: Note, key: string) =>
  putIntoOutbox(
    {
      user: userId,
      kind: "note",
      title: text,
      subject: customerId,
      steps: noteSteps(customerId, text, key),
      // Without a network it cannot have arrived.
      tried: navigator.onLine,
      form: { customerId, text } satisfies Note,
    },
    noteDraftKey(userId, customerId),
  );

/** Gives a note back to its form, before what is being written there by now; and tells where that is. */
export async function reopenNote(item: Item): Promise<OpenForm> {
  const { customerId, text } = item.form as Note;
  const key = noteDraftKey(item.user, customerId);
  const now = (await readDraft(key))?.value;
  await keepDraft({ key, value: typeof now === "string" && now ? `${text}\n\n${now}` : text, at: Date.now() });
  return { path: `/customers/${customerId}?note=1`, draft: key };
}

export const noteCustomer = (item: Item) => (item.form as Note).customerId;

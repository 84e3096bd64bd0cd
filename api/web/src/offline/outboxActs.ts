import { dropDraft } from "./draftStore";
import { dropFile, dropFilesOf } from "./files";
import { type Item, nextStep, type OpenForm } from "./item";
import { changeItem, tell } from "./outbox";

/** Takes an item out; not while it is being sent. */
export async function takeOut(id: string): Promise<Item | undefined> {
  const taken = await changeItem(id, (item) => (item.state === "sending" ? undefined : null));
  await tell();
  return taken;
}

/**
 * Lets a person change an item in its form. It stays here until it is sent from there,
 * so that a form which is left again is not out of sight.
 */
export async function openInForm(id: string, toForm: (item: Item) => Promise<OpenForm>): Promise<OpenForm | undefined> {
  const taken = await changeItem(id, (item) => (item.state === "sending" ? undefined : { ...item, state: "needs-you", why: "open" }));
  if (!taken) return undefined;
  const open = taken.open ?? (await toForm(taken));
  await changeItem(id, (item) => ({ ...item, open }));
  await tell();
  return open;
}

/** Throws an item away with its files, and with the draft that it was taken back into; what the server has of it stays there. */
export async function discard(id: string) {
  const gone = await takeOut(id);
  if (!gone) return;
  await dropFilesOf(id);
  if (!gone.open) return;
  await dropFilesOf(gone.open.draft);
  await dropDraft(gone.open.draft);
}

/** Sends an item on that was refused, or asked about. */
export async function sendAgain(id: string) {
  await changeItem(id, (item) =>
    item.state === "needs-you" && item.why !== "open"
      ? { ...item, state: "waiting", why: undefined, problem: undefined, agreed: item.agreed || item.why === "old" }
      : undefined,
  );
  await tell();
}

/** Sends an item on without the file that the server refused. */
export async function leaveFileOut(id: string) {
  let left: string | undefined;
  await changeItem(id, (item) => {
    const step = nextStep(item);
    if (item.state !== "needs-you" || !step?.file) return undefined;
    left = step.file.id;
    return { ...item, steps: item.steps.filter((one) => one !== step), state: "waiting", why: undefined, problem: undefined };
  });
  if (left) await dropFile(left);
  await tell();
}

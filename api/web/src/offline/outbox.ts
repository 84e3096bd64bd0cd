import { useSyncExternalStore } from "react";
import { newKey } from "@/api/client";
import { opened } from "./db";
import { dropFile, filesOf, giveFiles } from "./files";
import { type Item, nextStep } from "./item";

/** What a person sent, in the order in which it was: it waits here until the server has all of it. */
let items: readonly Item[] = [];
let user = "";
const watchers = new Set<() => void>();
const changed = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("outbox");

/** Reads what this or another tab has changed. */
async function refresh() {
  if (!user) return;
  items = await itemsOf(user);
  for (const watch of watchers) watch();
}

if (changed) changed.onmessage = () => void refresh();

/** Tells this tab and the others. */
export async function tell() {
  await refresh();
  changed?.postMessage("");
}

export function subscribe(watch: () => void) {
  watchers.add(watch);
  return () => {
    watchers.delete(watch);
  };
}

export const useOutbox = () => useSyncExternalStore(subscribe, () => items);

/** Shows the items of this person; those of another stay where they are. */
export async function openOutbox(userId: string) {
  user = userId;
  await refresh().catch(() => undefined);
}

export async function itemsOf(userId: string): Promise<Item[]> {
  const all = await (await opened).getAllFromIndex("items", "user", userId);
  return all.sort((a, b) => a.at - b.at);
}

/**
 * Puts something that a person sent into the outbox, with the files of its form.
 * It fails where the device keeps nothing: then it must stay in its form.
 */
export async function putIntoOutbox(item: Omit<Item, "id" | "state" | "at">, filesFrom?: string): Promise<Item> {
  const whole: Item = { ...item, id: newKey(), state: "waiting", at: Date.now() };
  const db = await opened;
  await db.put("items", whole);
  if (filesFrom) await giveFiles(filesFrom, whole.id);
  // Asked for once there is something to lose: a browser that is short of space may clear what nobody asked to keep.
  void navigator.storage?.persist?.().catch(() => false);
  await tell();
  return whole;
}

/** Changes an item in one step, so that no other tab does meanwhile; undefined leaves it alone. */
export async function changeItem(id: string, change: (item: Item) => Item | null | undefined): Promise<Item | undefined> {
  const tx = (await opened).transaction("items", "readwrite");
  const before = await tx.store.get(id);
  const after = before && change(before);
  if (after) await tx.store.put(after);
  if (after === null) await tx.store.delete(id);
  await tx.done;
  return after === undefined ? undefined : (after ?? before);
}

/** Takes an item out to change it in its form; not while it is being sent. */
export async function takeOut(id: string): Promise<Item | undefined> {
  const taken = await changeItem(id, (item) => (item.state === "sending" ? undefined : null));
  await tell();
  return taken;
}

/** Throws an item away with its files; what the server has of it already stays there. */
export async function discard(id: string) {
  const gone = await takeOut(id);
  if (gone) for (const file of await filesOf(id)) await dropFile(file.id);
}

/** Sends an item on that was refused, or asked about. */
export async function sendAgain(id: string) {
  await changeItem(id, (item) =>
    item.state === "needs-you"
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

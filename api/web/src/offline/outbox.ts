import { useSyncExternalStore } from "react";
import { newKey } from "@/api/client";
import { tryNow } from "@/api/reach";
import { opened } from "./db";
import { dropDraft, whenItemsMove } from "./draftStore";
import { giveFiles } from "./files";
import type { Item } from "./item";

/** What a person sent, in the order in which it was: it waits here until the server has all of it. */
let items: readonly Item[] = [];
let user = "";
let lastAt = 0;
const watchers = new Set<() => void>();
const changed = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("outbox");

/** Reads what this or another tab has changed. */
async function refresh() {
  if (!user) return;
  items = await itemsOf(user);
  for (const watch of watchers) watch();
}

const now = "now";
if (changed) changed.onmessage = ({ data }) => (data === now ? tryNow() : void refresh());

/** Tries at once what waits, in whichever tab sends. */
export function sendNow() {
  tryNow();
  changed?.postMessage(now);
}

/** Tells this tab and the others. */
export async function tell() {
  await refresh();
  changed?.postMessage("");
}

whenItemsMove(() => void tell());

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
 * Puts something that a person sent into the outbox, with the files of its form, in place of
 * its draft: a page that ends in between leaves one of them, never both.
 * It fails where the device keeps nothing: then it must stay in its form.
 */
export async function putIntoOutbox(item: Omit<Item, "id" | "state" | "at">, draft?: string): Promise<Item> {
  // In order, however fast they come.
  lastAt = Math.max(Date.now(), lastAt + 1);
  const whole: Item = { ...item, id: newKey(), state: "waiting", at: lastAt };
  const tx = (await opened).transaction(["drafts", "items"], "readwrite");
  void tx.objectStore("items").put(whole);
  if (draft) void tx.objectStore("drafts").delete(draft);
  await tx.done;
  if (draft) await giveFiles(draft, whole.id);
  if (draft) await dropDraft(draft);
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

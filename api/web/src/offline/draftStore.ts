import { type Draft, opened } from "./db";

const memory = new Map<string, Draft>();

export async function readDraft(key: string): Promise<Draft | undefined> {
  try {
    return (await (await opened).get("drafts", key)) ?? memory.get(key);
  } catch {
    return memory.get(key);
  }
}

/** Keeps a draft and tells whether it outlives the page. */
export async function keepDraft(draft: Draft): Promise<boolean> {
  memory.set(draft.key, draft);
  try {
    await (await opened).put("drafts", draft);
    return true;
  } catch {
    return false;
  }
}

let itemsMoved = () => {};
/** Who shows the outbox is told when something leaves it with its draft. */
export const whenItemsMove = (tell: () => void) => {
  itemsMoved = tell;
};

/** Drops a draft that was sent, or that nobody wants; what was taken back into it leaves the outbox. */
export async function dropDraft(key: string) {
  memory.delete(key);
  try {
    const tx = (await opened).transaction(["drafts", "items"], "readwrite");
    await tx.objectStore("drafts").delete(key);
    const items = tx.objectStore("items");
    const taken = (await items.getAll()).filter((item) => item.open?.draft === key);
    await Promise.all(taken.map((item) => items.delete(item.id)));
    await tx.done;
    if (taken.length > 0) itemsMoved();
  } catch {
    // It was in memory only.
  }
}

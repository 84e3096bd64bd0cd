import { type DBSchema, openDB } from "idb";

/** What a person typed, kept on the device until the server has it. */
export interface Draft {
  /** user, form and id, joined by "/". */
  key: string;
  value: unknown;
  /** When it was typed, in milliseconds. */
  at: number;
}

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft };
}

const opened = openDB<Schema>("approvals", 1, {
  upgrade(db) {
    db.createObjectStore("drafts", { keyPath: "key" });
  },
});
// A browser in private mode may refuse; drafts then live as long as the page.
opened.catch(() => undefined);

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

export async function dropDraft(key: string) {
  memory.delete(key);
  try {
    await (await opened).delete("drafts", key);
  } catch {
    // It was in memory only.
  }
}

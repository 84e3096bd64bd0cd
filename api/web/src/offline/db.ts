import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Item } from "./item";

/** What a person typed, kept on the device until the server has it. */
export interface Draft {
  /** user, form and id, joined by "/". */
  key: string;
  value: unknown;
  /** When it was typed, in milliseconds. */
  at: number;
}

/** A file on this device that the server does not have yet. */
export interface KeptFile {
  id: string;
  /** The draft or the item that it belongs to. */
  owner: string;
  purpose: string;
  file: File;
  /** One a file: sending it again is the same upload. */
  key: string;
}

/** What was read from the server, for a start without it. */
export interface KeptReads {
  user: string;
  reads: unknown;
  at: number;
}

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft };
  items: { key: string; value: Item; indexes: { user: string } };
  files: { key: string; value: KeptFile; indexes: { owner: string } };
  reads: { key: string; value: KeptReads };
  /** Who sends, where the browser knows no locks. */
  lease: { key: string; value: { holder: string; until: number } };
}

export type Database = IDBPDatabase<Schema>;

/** The device's database; a browser in private mode may refuse it. */
export const opened: Promise<Database> = openDB<Schema>("approvals", 2, {
  upgrade(db, before) {
    if (before < 1) db.createObjectStore("drafts", { keyPath: "key" });
    if (before < 2) {
      db.createObjectStore("items", { keyPath: "id" }).createIndex("user", "user");
      db.createObjectStore("files", { keyPath: "id" }).createIndex("owner", "owner");
      db.createObjectStore("reads");
      db.createObjectStore("lease");
    }
  },
  // A newer version of the page in another tab waits for this one to let go.
  blocking: (_before, _wanted, event) => (event.target as IDBDatabase).close(),
});
// Drafts then live as long as the page.
opened.catch(() => undefined);

/** Whether what is kept outlives the page. */
export const keepsOnDevice = () =>
  opened.then(
    () => true,
    () => false,
  );

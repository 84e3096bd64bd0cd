import { useEffect, useSyncExternalStore } from "react";
import { newKey } from "@/api/client";
import { type KeptFile, opened } from "./db";

/** The files of the owners that were asked for; the database has them all. */
const known = new Map<string, readonly KeptFile[]>();
const watchers = new Set<() => void>();
const none: readonly KeptFile[] = [];

function change(owner: string, files: readonly KeptFile[]) {
  known.set(owner, files);
  for (const watch of watchers) watch();
}

const subscribe = (watch: () => void) => {
  watchers.add(watch);
  return () => {
    watchers.delete(watch);
  };
};

/** Keeps chosen files on the device until the server has them. */
export async function keepFiles(owner: string, purpose: string, files: File[]) {
  const kept = files.map((file): KeptFile => ({ id: newKey(), key: newKey(), owner, purpose, file }));
  change(owner, [...(known.get(owner) ?? none), ...kept]);
  try {
    const db = await opened;
    await Promise.all(kept.map((one) => db.put("files", one)));
  } catch {
    // They then live as long as the page.
  }
}

export async function filesOf(owner: string): Promise<readonly KeptFile[]> {
  try {
    const stored = await (await opened).getAllFromIndex("files", "owner", owner);
    const order = (known.get(owner) ?? none).map((one) => one.id);
    const missing = (known.get(owner) ?? none).filter((one) => !stored.some((other) => other.id === one.id));
    return [...stored.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id)), ...missing];
  } catch {
    return known.get(owner) ?? none;
  }
}

export async function readFile(id: string): Promise<KeptFile | undefined> {
  try {
    const stored = await (await opened).get("files", id);
    if (stored) return stored;
  } catch {
    // Memory may have it.
  }
  return [...known.values()].flat().find((one) => one.id === id);
}

/** The server has it, or nobody wants it any more. */
export async function dropFile(id: string) {
  for (const [owner, files] of known)
    if (files.some((one) => one.id === id))
      change(
        owner,
        files.filter((one) => one.id !== id),
      );
  try {
    await (await opened).delete("files", id);
  } catch {
    // It was in memory only.
  }
}

/** What they belong to is gone. */
export async function dropFilesOf(owner: string) {
  for (const file of await filesOf(owner)) await dropFile(file.id);
}

/** Hands all files of one owner to another: a form's to its item, and back. */
export async function giveFiles(from: string, to: string) {
  if (from === to) return;
  const files = (await filesOf(from)).map((one) => ({ ...one, owner: to }));
  if (files.length === 0) return;
  const db = await opened.catch(() => null);
  await Promise.all(files.map((one) => db?.put("files", one)));
  change(to, [...(known.get(to) ?? none), ...files]);
  change(from, none);
}

/** The files that wait for their owner to be sent. */
export function useKeptFiles(owner: string): readonly KeptFile[] {
  useEffect(() => {
    let current = true;
    void filesOf(owner).then((files) => {
      if (current) change(owner, files);
    });
    return () => {
      current = false;
    };
  }, [owner]);
  return useSyncExternalStore(subscribe, () => known.get(owner) ?? none);
}

import { newKey } from "@/api/client";
import { opened } from "./db";

const leaseTime = 15_000;

type Run = (signal: AbortSignal) => Promise<void>;

/** Runs in one tab at a time; when that is closed, another one takes over. */
export async function lead(name: string, run: Run, signal: AbortSignal): Promise<void> {
  try {
    if (navigator.locks) await navigator.locks.request(name, { signal }, () => run(signal));
    else await leadByLease(name, run, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Without HTTPS there are no locks: then a lease in the database, which is renewed as long as the tab lives. */
async function leadByLease(name: string, run: Run, signal: AbortSignal) {
  const holder = newKey();
  while (!signal.aborted) {
    if (await hold(name, holder)) {
      const lost = new AbortController();
      const stop = () => lost.abort();
      signal.addEventListener("abort", stop);
      const renew = window.setInterval(() => void hold(name, holder).then((held) => held || lost.abort(), stop), leaseTime / 3);
      try {
        await run(lost.signal);
      } finally {
        window.clearInterval(renew);
        signal.removeEventListener("abort", stop);
        await letGo(name, holder);
      }
    }
    await new Promise((resolve) => window.setTimeout(resolve, leaseTime / 3));
  }
}

async function hold(name: string, holder: string): Promise<boolean> {
  const tx = (await opened).transaction("lease", "readwrite");
  const now = await tx.store.get(name);
  const free = !now || now.holder === holder || now.until < Date.now();
  if (free) await tx.store.put({ holder, until: Date.now() + leaseTime }, name);
  await tx.done;
  return free;
}

async function letGo(name: string, holder: string) {
  const tx = (await opened).transaction("lease", "readwrite");
  if ((await tx.store.get(name))?.holder === holder) await tx.store.delete(name);
  await tx.done;
}

import { whoIsSignedIn } from "@/api/me";
import { isApiError } from "@/api/problem";
import { retryDelay } from "@/api/query";
import { onTry, tryNow } from "@/api/reach";
import { onSession } from "@/api/session";
import { dropFile } from "./files";
import { type Item, isOld, nextStep } from "./item";
import { lead } from "./leader";
import { changeItem, itemsOf, subscribe, tell } from "./outbox";
import { takeStep } from "./steps";

const atOnce = 2;
/** Another person has signed in, in another tab: theirs are not this one's to send. */
const othersTime = 60_000;

type OnSent = (item: Item) => void;

/** Sends what a person has in the outbox, as long as they are signed in; whichever tab is the first does it. */
export function startSending(user: string, onSent: OnSent): () => void {
  const end = new AbortController();
  const online = () => tryNow();
  window.addEventListener("online", online);
  void lead(`outbox/${user}`, (signal) => sendAll(user, onSent, signal), end.signal).catch(() => undefined);
  return () => {
    window.removeEventListener("online", online);
    end.abort();
  };
}

/** Sends until it is told to end. */
export async function sendAll(user: string, onSent: OnSent, signal: AbortSignal): Promise<void> {
  const rests = new Map<string, { until: number; attempts: number }>();
  const busy = new Set<string>();
  let wake = () => {};
  const stops = [
    subscribe(() => wake()),
    onSession(() => wake()),
    onTry(() => {
      for (const rest of rests.values()) rest.until = 0;
      wake();
    }),
  ];
  const end = () => wake();
  signal.addEventListener("abort", end);

  const rest = (id: string, time?: number, error?: unknown) => {
    const attempts = rests.get(id)?.attempts ?? 0;
    rests.set(id, { until: Date.now() + (time ?? retryDelay(attempts, error)), attempts: attempts + 1 });
  };

  // A tab that was closed in the middle of a call has left its item so; the call goes again with its key.
  for (const { id } of await itemsOf(user))
    await changeItem(id, (item) => (item.state === "sending" ? { ...item, state: "waiting" } : undefined));

  while (!signal.aborted) {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const waiting = (await itemsOf(user)).filter((item) => item.state === "waiting");
    const first = waiting.filter((item, i) => waiting.findIndex((other) => other.subject === item.subject) === i);
    const ready = first.filter((item) => !busy.has(item.subject) && (rests.get(item.id)?.until ?? 0) <= Date.now());
    for (const item of ready.slice(0, atOnce - busy.size)) {
      busy.add(item.subject);
      void sendOne(user, item.id, onSent, rest)
        .catch((error) => rest(item.id, undefined, error))
        .finally(() => {
          busy.delete(item.subject);
          wake();
        });
    }
    const next = Math.min(...first.filter((item) => !busy.has(item.subject)).map((item) => rests.get(item.id)?.until ?? 0));
    const timer = Number.isFinite(next) && busy.size < atOnce ? window.setTimeout(() => wake(), Math.max(50, next - Date.now())) : 0;
    await woken;
    window.clearTimeout(timer);
  }
  signal.removeEventListener("abort", end);
  for (const stop of stops) stop();
}

/** Takes the steps of an item that are left, and notes each before the next one. */
async function sendOne(user: string, id: string, onSent: OnSent, rest: (id: string, time?: number, error?: unknown) => void) {
  const who = await whoIsSignedIn();
  if (who !== user) return rest(id, othersTime);
  const now = Date.now();
  let item = await changeItem(id, (one) => {
    if (one.state !== "waiting") return undefined;
    return isOld(one, now) ? { ...one, state: "needs-you", why: "old" } : { ...one, state: "sending" };
  });
  await tell();
  while (item?.state === "sending") {
    const step = nextStep(item);
    if (!step) {
      await changeItem(id, () => null);
      onSent(item);
      break;
    }
    try {
      if (!item.tried) await changeItem(id, (one) => ({ ...one, tried: true }));
      const made = await takeStep(item, step);
      item = await changeItem(id, (one) => noted(one, step.key, made));
      if (step.file) await dropFile(step.file.id);
    } catch (error) {
      // Whoever is not signed in any more is asked to be, by the page.
      const refused = isApiError(error) && !error.passing && error.status !== 401;
      if (!refused) rest(id, undefined, error);
      item = await changeItem(id, (one) =>
        refused
          ? { ...one, state: "needs-you", tried: false, why: "refused", problem: error.problem, status: error.status }
          : { ...one, state: "waiting" },
      );
    }
    await tell();
  }
  await tell();
}

function noted(item: Item, key: string, made: { id?: string; version?: number }): Item {
  const steps = item.steps.map((step) => (step.key === key ? { ...step, done: true } : step));
  const id = item.made?.id ?? made.id;
  return { ...item, steps, made: id ? { id, version: made.version ?? item.made?.version } : undefined };
}

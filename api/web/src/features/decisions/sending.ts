import { useEffect, useState, useSyncExternalStore } from "react";
import { newKey } from "@/api/client";
import { isApiError } from "@/api/problem";
import { queryClient, retryDelay } from "@/api/query";
import { pause } from "@/api/reach";
import { requestKeys } from "@/features/requests/public";
import { type CompleteAnswer, type CompleteBody, completeTask, type Task } from "./queries";

/** A decision on its way. It lives outside of every screen, so that nobody has to wait for it. */
export interface Sent {
  task: Task;
  body: CompleteBody;
  /** One a click, kept until an answer came: a repetition is the same decision. */
  key: string;
  state: "waiting" | "sending" | "done" | "refused";
  /** It was tried, and nobody answered. */
  unanswered?: boolean;
  error?: unknown;
  answer?: CompleteAnswer;
}

const atOnce = 4;
/** A fault of the server is tried so often; what is away comes back, and is waited for. */
const faults = 3;
let sent: ReadonlyMap<string, Sent> = new Map();
const watchers = new Set<() => void>();

/** A decision is about what was on the screen: it is never kept for later, and gone with the page. The browser asks before. */
const askBefore = (event: BeforeUnloadEvent) => event.preventDefault();

function put(id: string, value: Sent | null) {
  const next = new Map(sent);
  if (value) next.set(id, value);
  else next.delete(id);
  sent = next;
  const unanswered = [...next.values()].some((one) => one.state === "sending" && one.unanswered);
  if (unanswered) window.addEventListener("beforeunload", askBefore);
  else window.removeEventListener("beforeunload", askBefore);
  for (const watch of watchers) watch();
}

const subscribe = (watch: () => void) => {
  watchers.add(watch);
  return () => {
    watchers.delete(watch);
  };
};

export const useSent = () => useSyncExternalStore(subscribe, () => sent);

/** Milliseconds after a decision in which the next task cannot be decided: a double click is one decision. */
const settleTime = 500;
let decidedAt = Number.NEGATIVE_INFINITY;
const settling = () => performance.now() - decidedAt < settleTime;

/** Whether what one does now is about the task that one sees, not the end of a double click on the one before. */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(() => !settling());
  useEffect(() => {
    if (settled) return;
    const timer = window.setTimeout(() => setSettled(true), settleTime);
    return () => window.clearTimeout(timer);
  }, [settled]);
  return settled;
}

/** Sends a decision; a second click on the same task while it travels is none. */
export function decide(task: Task, body: CompleteBody) {
  decidedAt = performance.now();
  const before = sent.get(task.id);
  if (before && before.state !== "refused") return;
  const same = before && JSON.stringify(before.body) === JSON.stringify(body) && isApiError(before.error) && before.error.passing;
  put(task.id, { task, body, key: same ? before.key : newKey(), state: "waiting" });
  next();
}

/** Forgets a refusal once the person has seen it. */
export const forget = (taskId: string) => put(taskId, null);

function next() {
  const all = [...sent.values()];
  const travelling = all.filter((one) => one.state === "sending").length;
  for (const one of all.filter((waiting) => waiting.state === "waiting").slice(0, atOnce - travelling)) void travel(one, 0);
}

async function travel(one: Sent, attempt: number): Promise<void> {
  put(one.task.id, { ...one, state: "sending", unanswered: attempt > 0 });
  try {
    const answer = await completeTask(one.task.id, one.key, one.body);
    put(one.task.id, { ...one, state: "done", answer });
    queryClient.setQueryData(requestKeys.one(answer.request.id), answer.request);
    void queryClient.invalidateQueries({ queryKey: ["tasks"] });
    void queryClient.invalidateQueries({ queryKey: [...requestKeys.all, "list"] });
  } catch (error) {
    if (isApiError(error) && error.passing && (error.status !== 500 || attempt < faults)) {
      // The list asks too, and says what is away.
      if (attempt === 0) void queryClient.invalidateQueries({ queryKey: ["tasks"] });
      put(one.task.id, { ...one, state: "sending", unanswered: true });
      await pause(retryDelay(attempt, error));
      return travel(one, attempt + 1);
    }
    put(one.task.id, { ...one, state: "refused", error });
    if (isApiError(error) && error.status === 409) void queryClient.invalidateQueries({ queryKey: requestKeys.one(one.task.request.id) });
    void queryClient.invalidateQueries({ queryKey: ["tasks"] });
  }
  next();
}

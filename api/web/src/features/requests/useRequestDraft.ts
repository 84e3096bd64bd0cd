import { useCallback, useEffect, useRef, useState } from "react";
import { newKey } from "@/api/client";
import { useMe } from "@/api/me";
import { ApiError, fieldErrors, isApiError } from "@/api/problem";
import { queryClient, readNow, retryDelay } from "@/api/query";
import { onTry, useAway } from "@/api/reach";
import { settleUploads } from "@/features/files/public";
import { dropDraft, keepDraft, readDraft } from "@/offline/draftStore";
import { filesOf, giveFiles } from "@/offline/files";
import { type DraftKind, type Local, type SaveState, startOf } from "./draft";
import { type Clash, emptied, type Fields, mergeFields, unsent } from "./draftFields";
import { canWait, draftKey, submitLater } from "./later";
import { submitRequest } from "./mutations";
import { nounOf, type RequestDetail, requestKeys, requestPath, requestQuery } from "./queries";

const idle = 3000;

/** How much of what was typed the server has after a call; "none" where nobody answered it. */
type Reached = "all" | "part" | "none";

/**
 * A request that is being filled in: kept on the device at once, on the server
 * soon after. slot tells new ones apart that began differently.
 */
export function useRequestDraft(draftKind: DraftKind, request?: RequestDetail, slot = "new", copied?: Fields) {
  const { kind, empty, create, edit, fieldsOf } = draftKind;
  const me = useMe();
  const deviceKey = useCallback((id: string | undefined) => draftKey(me.user.id, kind, id ?? slot), [me.user.id, kind, slot]);
  const [local, setLocal] = useState<Local | null>(null);
  const [save, setSave] = useState<SaveState>({ at: "nowhere" });
  const [clashes, setClashes] = useState<Clash[]>([]);
  const [errors, setErrors] = useState<Record<string, string>>({});
  /** How often a submission was refused: each time the first wrong field gets the focus. */
  const [refusals, setRefusals] = useState(0);
  /** Why it was not submitted; what was typed is saved all the same. */
  const [problem, setProblem] = useState<unknown>(null);
  const latest = useRef<Local | null>(null);
  const asked = useRef<Clash[]>([]);
  const saving = useRef<Promise<Reached> | null>(null);
  const timer = useRef(0);
  const failures = useRef(0);
  const shown = useRef(false);
  /** A form that was only opened makes no draft. */
  const begun = useRef(request !== undefined);
  const submitKey = useRef(newKey());
  const startId = request?.id;

  const put = useCallback(
    (next: Local): Promise<boolean> => {
      latest.current = next;
      setLocal(next);
      return keepDraft({ key: deviceKey(next.id), value: next, at: Date.now() });
    },
    [deviceKey],
  );
  const ask = useCallback(
    (next: Clash[]) => {
      asked.current = next;
      setClashes(next);
      // A question outlives the page: loaded again, neither edit may win by itself.
      if (latest.current) void put({ ...latest.current, clashes: next });
    },
    [put],
  );

  // What was typed before is put together with what the server has by now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a form starts once.
  useEffect(() => {
    let current = true;
    void readDraft(deviceKey(startId)).then((kept) => {
      if (!current) return;
      const before = kept?.value as Local | undefined;
      const { local, open } = startOf(draftKind, before, request, copied);
      latest.current = local;
      setLocal(local);
      if (before) begun.current = true;
      if (open.length > 0) ask(open);
      // What did not reach the server last time goes now.
      const rest = before !== undefined && Object.keys(unsent(local.fields, local.synced, asked.current)).length > 0;
      if (rest) timer.current = window.setTimeout(() => void sendRef.current(), idle);
      setSave({ at: rest ? "device" : "nowhere" });
    });
    return () => {
      current = false;
    };
  }, [startId]);

  /** The server has what it was sent; what was typed meanwhile is still to go. */
  const saved = useCallback(
    (answered: RequestDetail): Reached => {
      failures.current = 0;
      const now = latest.current;
      if (!now) return "part";
      const next = { ...now, id: answered.id, version: answered.version, synced: { ...empty, ...fieldsOf(answered) } };
      void put(next);
      queryClient.setQueryData(requestKeys.one(answered.id), answered);
      void queryClient.invalidateQueries({ queryKey: [...requestKeys.all, "list"] });
      // A returned request counts as waiting in its project's budget.
      if (answered.status === "returned") void queryClient.invalidateQueries({ queryKey: ["projects", answered.project_id] });
      const rest = Object.keys(unsent(next.fields, next.synced)).length > 0 || emptied(next.fields, next.synced).length > 0;
      if (!rest) void dropDraft(deviceKey(answered.id));
      setErrors({});
      setSave(rest ? { at: "device" } : { at: "server", time: new Date() });
      return asked.current.length === 0 ? "all" : "part";
    },
    [put, deviceKey, empty, fieldsOf],
  );

  const sendOnce = useCallback(async (): Promise<Reached> => {
    const now = latest.current;
    if (!now) return "part";
    const changed = unsent(now.fields, now.synced, asked.current);
    if (now.id && Object.keys(changed).length === 0) return asked.current.length === 0 ? "all" : "part";
    if (!now.id && (!now.fields.project_id || !begun.current)) return "part";
    setSave({ at: "sending" });
    const tried = now.tried?.project_id === now.fields.project_id ? now.tried : undefined;
    try {
      if (now.id) return saved(await edit(now.id, now.version ?? 1, changed, now.fields.project_id ?? ""));
      const first = tried ?? now.fields;
      const createKey = now.tried && !tried ? newKey() : now.createKey;
      await put({ ...now, createKey, tried: first });
      const made = await create(first, createKey);
      await giveFiles(deviceKey(undefined), deviceKey(made.id));
      const done = saved(made);
      await dropDraft(deviceKey(undefined));
      // The address is the draft's from here on; the router need not know, nothing on the screen changes.
      if (shown.current) window.history.replaceState(window.history.state, "", `/${nounOf[kind]}/${made.id}/edit`);
      // What was typed since the first try goes as an edit.
      return tried ? sendOnce() : done;
    } catch (error) {
      const unanswered = isApiError(error) && error.passing;
      // What was refused was not made, and may be another one next time: at once, if it was not what the form says by now.
      if (latest.current && !latest.current.id && !unanswered) {
        void put({ ...latest.current, tried: undefined });
        if (tried && Object.keys(unsent(latest.current.fields, tried)).length > 0) return sendOnce();
      }
      if (isApiError(error) && error.status === 409 && now.id) {
        const theirs = await readNow(requestQuery(kind, now.id)).catch(() => null);
        // Another conflict than that of versions would come again and again.
        if (theirs && theirs.version !== now.version && latest.current) {
          const server = { ...empty, ...fieldsOf(theirs) };
          const merged = mergeFields(now.synced, latest.current.fields, server);
          void put({ ...latest.current, fields: merged.fields, version: theirs.version, synced: server });
          ask(merged.clashes);
          setSave({ at: "device" });
          return sendOnce();
        }
      }
      // Deleted elsewhere: what is typed here becomes a draft of its own.
      if (isApiError(error) && error.status === 404 && now.id && latest.current) {
        await giveFiles(deviceKey(now.id), deviceKey(undefined));
        await dropDraft(deviceKey(now.id));
        await put({ fields: latest.current.fields, synced: empty, createKey: newKey() });
        return sendOnce();
      }
      // What is wrong in the form stays said while nobody answers.
      if (!unanswered) setErrors(fieldErrors(error));
      setSave({ at: "failed", error });
      if (!isApiError(error) || error.passing) {
        window.clearTimeout(timer.current);
        const again = retryDelay(failures.current++, error);
        if (shown.current) timer.current = window.setTimeout(() => void sendRef.current(), again);
      }
      return unanswered ? "none" : "part";
    }
  }, [create, edit, put, saved, ask, deviceKey, kind, empty, fieldsOf]);

  const send = useCallback(async (): Promise<Reached> => {
    window.clearTimeout(timer.current);
    // One call at a time: a second one would carry the version of before.
    while (saving.current) await saving.current;
    const call = sendOnce();
    saving.current = call;
    try {
      return await call;
    } finally {
      saving.current = null;
    }
  }, [sendOnce]);
  const sendRef = useRef(send);
  sendRef.current = send;

  useEffect(() => {
    shown.current = true;
    const hide = () => {
      if (document.visibilityState === "hidden") void sendRef.current();
    };
    const online = () => void sendRef.current();
    document.addEventListener("visibilitychange", hide);
    window.addEventListener("online", online);
    const stop = onTry(online);
    return () => {
      shown.current = false;
      document.removeEventListener("visibilitychange", hide);
      window.removeEventListener("online", online);
      stop();
      window.clearTimeout(timer.current);
      // Who leaves the form is done with the field that was being typed in.
      void sendRef.current();
    };
  }, []);

  const set = (part: Fields) => {
    const now = latest.current;
    if (!now) return;
    begun.current = true;
    void put({ ...now, fields: { ...now.fields, ...part } }).then((outlives) =>
      setSave((state) => (state.at === "sending" ? state : { at: outlives ? "device" : "nowhere" })),
    );
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !((name.split(".")[0] ?? name) in part))));
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void send(), idle);
  };

  const resolve = (clash: Clash, value: string) => {
    ask(asked.current.filter((one) => one.field !== clash.field));
    set({ [clash.field]: value });
  };

  /** Makes the draft on the server if there is none, and gives its id. */
  const ensure = async (): Promise<string | null> => {
    begun.current = true;
    if (!latest.current?.id) await send();
    return latest.current?.id ?? null;
  };

  const refuse = (wrong: Record<string, string>) => {
    setErrors((before) => ({ ...before, ...wrong }));
    setRefusals((count) => count + 1);
    return null;
  };

  /** Without a server it waits in the outbox, and nothing of it stays here. */
  async function later(now: Local): Promise<string | null> {
    try {
      await submitLater({ kind: draftKind, userId: me.user.id, local: now, submitKey: submitKey.current, owner: deviceKey(now.id) });
    } catch (error) {
      // The device keeps nothing: it stays in the form.
      setProblem(isApiError(error) ? error : new ApiError(null, 0));
      return refuse({});
    }
    window.clearTimeout(timer.current);
    latest.current = null;
    return "/outbox";
  }

  /** Submits what stands in the form, and tells where to go on; said is for what the server cannot say itself. */
  async function submit(said: { required: string; files: string }): Promise<string | null> {
    begun.current = true;
    setProblem(null);
    let reached = await send();
    const made = latest.current?.id;
    if (made) {
      const kept = reached === "none" ? [] : await filesOf(deviceKey(made));
      if (!(await settleUploads(made, kept))) return refuse({ attachments: said.files });
      // Files take their time, and who waits may type.
      if (reached !== "none") reached = await send();
    }
    const now = latest.current;
    const missing = Object.keys(empty).filter((name) => !now?.fields[name]?.trim());
    const waits = now && canWait(now) && missing.length === 0 && asked.current.length === 0;
    if (waits && reached === "none") return later(now);
    if (!now?.id || emptied(now.fields, now.synced).length > 0)
      return refuse(Object.fromEntries(missing.map((name) => [name, said.required])));
    if (reached !== "all") return refuse({});
    // Files that did not arrive are sent before it.
    if (waits && (await filesOf(deviceKey(now.id))).length > 0) return later(now);
    try {
      const submitted = await submitRequest(kind, now.id, submitKey.current);
      submitKey.current = newKey();
      await dropDraft(deviceKey(now.id));
      return requestPath(submitted);
    } catch (error) {
      if (isApiError(error) && error.passing && waits) return later(now);
      submitKey.current = newKey();
      setErrors({});
      setProblem(error);
      return refuse(fieldErrors(error));
    }
  }

  const fields = local?.fields ?? empty;
  // What is on its way to nobody is not saved.
  const away = useAway() && save.at === "sending";
  const state: SaveState = away ? { at: "failed", error: new ApiError(null, 0) } : save;
  const owner = deviceKey(local?.id);
  return { fields, id: local?.id, owner, save: state, errors, problem, refusals, clashes, set, resolve, send, ensure, submit };
}

export type RequestDraft = ReturnType<typeof useRequestDraft>;

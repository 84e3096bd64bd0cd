import { useCallback, useEffect, useRef, useState } from "react";
import { newKey } from "@/api/client";
import { useMe } from "@/api/me";
import { fieldErrors, isApiError } from "@/api/problem";
import { queryClient } from "@/api/query";
import { dropDraft, keepDraft, readDraft } from "@/offline/db";
import { submitRequest } from "./mutations";
import { type Kind, nounOf, type RequestDetail, requestKeys, requestQuery } from "./queries";

export type Fields = Record<string, string>;

/** What is kept on the device: the fields, and what the server has of them. */
interface Local {
  fields: Fields;
  /** The fields as the server last confirmed them; what differs is still to be sent. */
  synced: Fields;
  id?: string;
  version?: number;
  /** The key of the POST that makes the draft, so that a repeated one makes no second. */
  createKey: string;
}

export type SaveState = { at: "nowhere" | "device" | "sending" } | { at: "server"; time: Date } | { at: "failed"; error: unknown };

/** A field that was changed here and elsewhere since both last agreed. */
export type Clash = { field: string; mine: string; theirs: string };

interface Kindly {
  kind: Kind;
  empty: Fields;
  create: (fields: Fields, key: string) => Promise<{ id: string; version: number }>;
  edit: (id: string, version: number, changed: Fields) => Promise<{ version: number }>;
  fieldsOf: (request: RequestDetail) => Fields;
}

const idle = 3000;

/** A request that is being filled in: kept on the device at once, on the server soon after. */
export function useRequestDraft(
  { kind, empty, create, edit, fieldsOf }: Kindly,
  request: RequestDetail | undefined,
  copied: Fields | undefined,
) {
  const me = useMe();
  const deviceKey = useCallback((id: string | undefined) => `${me.user.id}/${kind}/${id ?? "new"}`, [me.user.id, kind]);
  const [local, setLocal] = useState<Local | null>(null);
  const [save, setSave] = useState<SaveState>({ at: "nowhere" });
  const [clashes, setClashes] = useState<Clash[]>([]);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const latest = useRef<Local | null>(null);
  const saving = useRef<Promise<boolean> | null>(null);
  const timer = useRef(0);
  const submitKey = useRef(newKey());
  const startId = request?.id;

  const put = useCallback(
    (next: Local) => {
      latest.current = next;
      setLocal(next);
      void keepDraft({ key: deviceKey(next.id), value: next, at: Date.now() });
    },
    [deviceKey],
  );

  // What was typed before comes first, then what the server has.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a form starts once.
  useEffect(() => {
    let current = true;
    void readDraft(deviceKey(startId)).then((kept) => {
      if (!current) return;
      const server = request ? { ...empty, ...fieldsOf(request) } : empty;
      const before = kept?.value as Local | undefined;
      const local: Local =
        before && !copied
          ? { ...before, version: request?.version ?? before.version, synced: request ? server : before.synced }
          : { fields: { ...server, ...copied }, synced: server, id: startId, version: request?.version, createKey: newKey() };
      latest.current = local;
      setLocal(local);
      setSave({ at: before ? "device" : "nowhere" });
    });
    return () => {
      current = false;
    };
  }, [startId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: merge reads what it needs from latest.
  const sendOnce = useCallback(async (): Promise<boolean> => {
    const now = latest.current;
    if (!now) return false;
    const changed = Object.fromEntries(Object.entries(now.fields).filter(([name, value]) => value !== now.synced[name]));
    if (now.id && Object.keys(changed).length === 0) return true;
    if (!now.id && !now.fields.project_id) return false;
    setSave({ at: "sending" });
    try {
      if (now.id) {
        const { version } = await edit(now.id, now.version ?? 1, changed);
        put({ ...(latest.current ?? now), version, synced: { ...now.synced, ...changed } });
      } else {
        const made = await create(now.fields, now.createKey);
        await dropDraft(deviceKey(undefined));
        put({ ...(latest.current ?? now), id: made.id, version: made.version, synced: { ...now.fields } });
        // The address is the draft's from here on; the router need not know, nothing on the screen changes.
        window.history.replaceState(window.history.state, "", `/${nounOf[kind]}/${made.id}/edit`);
      }
      setErrors({});
      setSave({ at: "server", time: new Date() });
      void queryClient.invalidateQueries({ queryKey: [...requestKeys.all, "list"] });
      return true;
    } catch (error) {
      if (isApiError(error) && error.status === 409 && now.id) return merge(now.id);
      setErrors(fieldErrors(error));
      setSave({ at: "failed", error });
      return false;
    }
  }, [create, edit, put, deviceKey, kind]);

  /** Somebody, perhaps oneself elsewhere, was faster: only what both changed is asked about. */
  async function merge(id: string): Promise<boolean> {
    const theirs = await queryClient.fetchQuery({ ...requestQuery(kind, id), staleTime: 0 });
    const now = latest.current;
    if (!now) return false;
    const server = { ...empty, ...fieldsOf(theirs) };
    const fields = { ...now.fields };
    const both: Clash[] = [];
    for (const name of Object.keys(server)) {
      const base = now.synced[name] ?? "";
      const mine = now.fields[name] ?? "";
      const other = server[name] ?? "";
      if (mine === base) fields[name] = other;
      else if (other !== base && other !== mine) both.push({ field: name, mine, theirs: other });
    }
    put({ ...now, fields, version: theirs.version, synced: server });
    setClashes(both);
    setSave({ at: "device" });
    return both.length === 0 && sendOnce();
  }

  const send = useCallback(async (): Promise<boolean> => {
    window.clearTimeout(timer.current);
    // One call at a time: a second one would carry the version of before.
    while (saving.current) await saving.current;
    const call = sendOnce();
    saving.current = call;
    const done = await call;
    saving.current = null;
    return done;
  }, [sendOnce]);

  useEffect(() => {
    const hide = () => {
      if (document.visibilityState === "hidden") void send();
    };
    document.addEventListener("visibilitychange", hide);
    return () => {
      document.removeEventListener("visibilitychange", hide);
      window.clearTimeout(timer.current);
    };
  }, [send]);

  const set = (part: Fields) => {
    const now = latest.current;
    if (!now) return;
    put({ ...now, fields: { ...now.fields, ...part } });
    setSave({ at: "device" });
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in part))));
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void send(), idle);
  };

  const resolve = (clash: Clash, value: string) => {
    setClashes((before) => before.filter((one) => one.field !== clash.field));
    set({ [clash.field]: value });
  };

  /** Makes the draft on the server if there is none, and gives its id. */
  const ensure = async (): Promise<string | null> => {
    await send();
    return latest.current?.id ?? null;
  };

  async function submit(missing: Record<string, string>): Promise<RequestDetail | null> {
    setErrors(missing);
    const saved = await send();
    const now = latest.current;
    if (!saved || !now?.id) {
      if (Object.keys(missing).length > 0) setErrors((before) => ({ ...before, ...missing }));
      return null;
    }
    if (Object.keys(missing).length > 0) {
      setErrors(missing);
      return null;
    }
    try {
      const submitted = await submitRequest(kind, now.id, submitKey.current);
      submitKey.current = newKey();
      await dropDraft(deviceKey(now.id));
      return submitted;
    } catch (error) {
      if (!isApiError(error) || !error.passing) submitKey.current = newKey();
      setErrors(fieldErrors(error));
      setSave({ at: "failed", error });
      return null;
    }
  }

  const forget = async () => {
    await dropDraft(deviceKey(latest.current?.id));
    await dropDraft(deviceKey(undefined));
  };

  return {
    fields: local?.fields ?? empty,
    id: local?.id,
    ready: local !== null,
    save,
    errors,
    clashes,
    set,
    resolve,
    send,
    ensure,
    submit,
    forget,
  };
}

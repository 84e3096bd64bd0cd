import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useMe } from "@/api/me";
import { useOnceKey } from "@/api/onceKey";
import { fieldErrors, isApiError } from "@/api/problem";
import { type Clash, type Fields, mergeFields } from "@/features/requests/public";
import { useDraft } from "@/offline/drafts";

/** What is being typed, and what the server had when it was begun. */
interface Local {
  fields: Fields;
  base: Fields;
  version: number | undefined;
}

export interface Stored {
  fields: Fields;
  version: number;
}

interface Options<T> {
  /** What is being edited; the typing is kept under it. */
  slot: string;
  fields: Fields;
  /** Absent for a new one. */
  version?: number;
  required: string[];
  send: (fields: Fields, version: number | undefined, key: string) => Promise<T>;
  /** As it stands on the server now, for an edit that came too late. */
  reload?: () => Promise<Stored>;
  /** Without a record where nothing had been changed. */
  onDone: (record: T | null) => void;
}

/** What was changed elsewhere while one was typing. */
export type Elsewhere = { field: string; before: string; after: string }[];

const same = (a = "", b = "") => a.trim() === b.trim();

/** The state of a record's form: kept on the device, sent once, and put together with an edit that was faster. */
export function useRecord<T>({ slot, fields, version, required, send, reload, onDone }: Options<T>) {
  const me = useMe();
  const [initial] = useState<Local>({ fields, base: fields, version });
  const draft = useDraft(`${me.user.id}/${slot}`, initial);
  const once = useOnceKey();
  const [missing, setMissing] = useState<string[]>([]);
  const [clashes, setClashes] = useState<Clash[]>([]);
  const [elsewhere, setElsewhere] = useState<Elsewhere>([]);
  const [refusals, setRefusals] = useState(0);
  const { value } = draft;
  const latest = useRef(value);
  latest.current = value;

  const put = (fields: Fields) => draft.set({ ...latest.current, fields });
  const changedOf = ({ fields, base, version }: Local): Fields =>
    version === undefined ? fields : Object.fromEntries(Object.entries(fields).filter(([name, text]) => !same(text, base[name])));

  const save = useMutation({
    mutationFn: async () => {
      const sent = latest.current;
      const body = changedOf(sent);
      try {
        return await send(body, sent.version, once.keyFor({ body, version: sent.version }));
      } catch (error) {
        if (isApiError(error) && error.status === 409 && reload && (await merged(await reload()))) return null;
        throw error;
      }
    },
    onSuccess: async (record) => {
      if (!record) return;
      once.done();
      await draft.drop();
      onDone(record);
    },
    onError: () => setRefusals((count) => count + 1),
  });

  /** Takes over what the server has by now; false where it is what one knew. */
  async function merged(now: Stored): Promise<boolean> {
    const { fields, base, version } = latest.current;
    if (now.version === version) return false;
    const result = mergeFields(base, fields, now.fields);
    setElsewhere(
      Object.entries(now.fields)
        .filter(([name, text]) => !same(text, base[name]))
        .map(([field, after]) => ({ field, before: base[field] ?? "", after })),
    );
    setClashes(result.clashes);
    draft.set({ fields: result.fields, base: now.fields, version: now.version });
    return true;
  }

  function submit() {
    if (save.isPending || clashes.length > 0) return;
    const empty = required.filter((name) => !value.fields[name]?.trim());
    setMissing(empty);
    if (empty.length > 0) return setRefusals((count) => count + 1);
    if (value.version !== undefined && Object.keys(changedOf(value)).length === 0) {
      draft.drop();
      return onDone(null);
    }
    save.mutate();
  }

  const refused = fieldErrors(save.error);
  const wrongOf = (name: string) => refused[name] ?? Object.entries(refused).find(([at]) => at.startsWith(`${name}.`))?.[1];
  return {
    fields: value.fields,
    /** What the server had when the typing began, or was last taken over. */
    version: value.version,
    ready: draft.ready,
    set: (name: string, text: string) => put({ ...latest.current.fields, [name]: text }),
    submit,
    cancel: draft.drop,
    pending: save.isPending,
    error: save.error,
    missing: (name: string) => missing.includes(name) && !value.fields[name]?.trim(),
    wrongOf,
    clashes,
    elsewhere,
    resolve: (clash: Clash, text: string) => {
      put({ ...latest.current.fields, [clash.field]: text });
      setClashes((before) => before.filter((one) => one !== clash));
    },
    refusals,
  };
}

export type RecordState = ReturnType<typeof useRecord>;

/** Moves the focus to the first field that is wrong, after each refusal. */
export function useFocusWrong(form: RecordState, names: string[]) {
  const element = useRef<HTMLFormElement>(null);
  const { refusals } = form;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a refusal moves the focus.
  useEffect(() => {
    if (refusals === 0) return;
    const first = names.find((name) => form.missing(name) || form.wrongOf(name));
    element.current?.querySelector<HTMLElement>(`[data-field="${first}"] :is(input, textarea, select)`)?.focus();
  }, [refusals]);
  return element;
}

import { useCallback, useEffect, useRef, useState } from "react";
import { dropDraft, keepDraft, readDraft } from "./draftStore";

const deviceDelay = 400;
const open = new Set<() => Promise<unknown>>();

/** Keeps at once what is being typed anywhere on the page. */
export async function keepNow() {
  await Promise.all([...open].map((flush) => flush()));
  // The device answers in order: what was written before is there by then.
  await readDraft("");
}

/**
 * A value that is kept on the device while a person types: after 400 ms, and at
 * once when the page is hidden. It is ready once an earlier one was looked for.
 */
export function useDraft<T>(key: string, initial: T) {
  const [state, setState] = useState<{ key: string; value: T; ready: boolean }>({ key, value: initial, ready: false });
  const pending = useRef<{ key: string; value: T } | null>(null);
  const timer = useRef(0);

  const flush = useCallback(async () => {
    window.clearTimeout(timer.current);
    const draft = pending.current;
    pending.current = null;
    if (draft) await keepDraft({ key: draft.key, value: draft.value, at: Date.now() });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the initial value counts once for each key.
  useEffect(() => {
    let current = true;
    setState({ key, value: initial, ready: false });
    void readDraft(key).then((draft) => {
      if (current) setState({ key, value: (draft?.value as T) ?? initial, ready: true });
    });
    const hide = () => document.visibilityState === "hidden" && void flush();
    open.add(flush);
    document.addEventListener("visibilitychange", hide);
    return () => {
      current = false;
      document.removeEventListener("visibilitychange", hide);
      open.delete(flush);
      void flush();
    };
  }, [key, flush]);

  const set = useCallback(
    (value: T) => {
      setState({ key, value, ready: true });
      pending.current = { key, value };
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void flush(), deviceDelay);
    },
    [key, flush],
  );

  const drop = useCallback(() => {
    window.clearTimeout(timer.current);
    pending.current = null;
    setState({ key, value: initial, ready: true });
    return dropDraft(key);
  }, [key, initial]);

  // Right after the key changed, the value still is the other key's.
  return state.key === key
    ? { value: state.value, ready: state.ready, set, drop, flush }
    : { value: initial, ready: false, set, drop, flush };
}

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "@/api/me";
import { fieldErrors, isApiError } from "@/api/problem";
import { sameValue } from "@/kit/same";
import { useDraft } from "@/offline/drafts";
import { setVariable, showVariable } from "./mutations";
import { freshVariable, type Variable } from "./queries";
import { toValue, typedOf } from "./values";

/** What is being typed, and what the server had when it was begun. */
interface Local {
  typed: unknown;
  base: unknown;
  version: number;
}

interface Options<T> {
  variable: Variable;
  /** Puts one's own change on what somebody else has set meanwhile; without it one's own value is kept. */
  merge?: (base: T, mine: T, theirs: T) => T;
  onDone?: () => void;
}

/** The state of a variable's editor: kept on the device, and never written over what somebody else has set. */
export function useVariableForm<T>({ variable, merge, onDone }: Options<T>) {
  const me = useMe();
  const { key, type } = variable;
  const initial: Local = { typed: typedOf(type, variable.value), base: variable.value, version: variable.version };
  const draft = useDraft<Local>(`${me.user.id}/variable/${key}`, initial);
  const held = !sameValue(draft.value.typed, typedOf(type, draft.value.base));
  const local = held ? draft.value : initial;
  const [elsewhere, setElsewhere] = useState<{ before: unknown; after: unknown } | null>(null);

  const save = useMutation({
    mutationFn: async () => {
      try {
        return await setVariable(key, toValue(type, local.typed), local.version);
      } catch (error) {
        if (!isApiError(error) || error.status !== 409) throw error;
        const now = await freshVariable(key);
        if (!now || now.version === local.version) throw error;
        takeOver(now);
        return null;
      }
    },
    onSuccess: async (saved) => {
      if (!saved) return;
      // It is gone from the device before anybody goes on.
      await draft.drop();
      setElsewhere(null);
      onDone?.();
    },
  });

  function takeOver(now: Variable) {
    const typed = merge ? merge(local.base as T, local.typed as T, now.value as T) : local.typed;
    setElsewhere({ before: local.base, after: now.value });
    draft.set({ typed, base: now.value, version: now.version });
    showVariable(now);
  }

  const wrong = fieldErrors(save.error);
  return {
    typed: local.typed as T,
    base: local.base as T,
    ready: draft.ready,
    changed: held,
    set: (typed: T) => draft.set({ ...local, typed }),
    reset: () => {
      draft.drop();
      save.reset();
    },
    submit: () => {
      if (save.isPending) return;
      if (held) save.mutate();
      else onDone?.();
    },
    pending: save.isPending,
    saved: save.isSuccess && !!save.data && !held,
    error: save.error,
    /** The server's message at a place in the value: "" is the value, "[0].key" a part. */
    wrongAt: (place: string) => wrong[`value${place}`],
    wrong,
    elsewhere,
  };
}

export type VariableForm<T> = ReturnType<typeof useVariableForm<T>>;

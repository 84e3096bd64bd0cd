import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { fieldErrors } from "@/api/problem";
import type { RequestDetail } from "@/features/requests/public";
import { useDraft } from "@/offline/drafts";
import type { CompleteBody, Outcome, Task } from "./queries";
import { decide, type Sent, useSent } from "./sending";
import type { Values } from "./step";
import { stepOf } from "./steps";

/** Whoever says no says why. */
export const needsComment = (outcome: Outcome) => outcome === "reject" || outcome === "return";

interface Draft {
  comment: string;
  values: Values;
}

/** What a person is about to decide: typed things are kept, and sent under one key. */
export function useDecision(task: Task, request: RequestDetail, onSent: () => void) {
  const { t } = useTranslation();
  const me = useMe();
  const step = stepOf(task.step);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands in the form at first is that of the task.
  const initial = useMemo<Draft>(() => ({ comment: "", values: step.initial?.(request) ?? {} }), [task.id]);
  const draft = useDraft<Draft>(`${me.user.id}/decision/${task.id}`, initial);
  const [missing, setMissing] = useState<Record<string, string>>({});
  // The revision on the screen is what the decision is about; a newer one has to be read first.
  // A file that this person has just added is no surprise to them.
  const mine = request.attachments.filter((file) => file.uploaded_by.id === me.user.id).length;
  const now = { task: task.id, revision: request.revision, mine };
  const [seen, setSeen] = useState(now);
  if (seen.task !== task.id || (seen.mine !== mine && seen.revision !== request.revision)) setSeen(now);
  const sent: Sent | undefined = useSent().get(task.id);
  const refused = sent?.state === "refused" ? sent.error : undefined;
  const { comment, values } = draft.value;

  const set = useCallback((next: Partial<Draft>) => draft.set({ ...draft.value, ...next }), [draft]);

  function send(outcome: Outcome): boolean {
    const wrong: Record<string, string> = {};
    for (const [field, what] of Object.entries(step.check?.(outcome, values, request) ?? {}))
      if (what) wrong[field] = t(`decisions.missing.${what}`);
    if (needsComment(outcome) && !comment.trim()) wrong.comment = t("decisions.missing.comment");
    setMissing(wrong);
    if (Object.keys(wrong).length > 0) return false;
    const body: CompleteBody = { outcome, revision: seen.revision, ...step.toBody?.(outcome, values, request) };
    if (comment.trim()) body.comment = comment.trim();
    draft.flush();
    decide(task, body);
    onSent();
    return true;
  }

  const fromServer = Object.fromEntries(
    Object.entries(fieldErrors(refused)).map(([field, message]) => [field.replace(/^data\./, "").replace(/\.amount$/, ""), message]),
  );
  return {
    step,
    comment,
    values,
    errors: { ...fromServer, ...missing },
    refused,
    sending: sent?.state === "waiting" || sent?.state === "sending",
    stale: seen.revision !== request.revision,
    readNew: () => setSeen(now),
    setComment: (value: string) => set({ comment: value }),
    setValues: (value: Values) => set({ values: value }),
    send,
  };
}

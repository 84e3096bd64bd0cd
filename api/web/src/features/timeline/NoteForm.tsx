import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useMe } from "@/api/me";
import { useOnceKey } from "@/api/onceKey";
import { fieldErrors, isApiError } from "@/api/problem";
import { isComposing } from "@/kit/composing";
import layout from "@/kit/layout.module.css";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useKeys } from "@/kit/useKeys";
import { useDraft } from "@/offline/drafts";
import { noteDraftKey, sendNoteLater } from "./later";
import { addNote } from "./mutations";
import styles from "./timeline.module.css";

/** A remark that goes into the timeline; what is typed is kept on the device until it is there. */
export function NoteForm({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const draft = useDraft(noteDraftKey(me.user.id, customerId), "");
  const once = useOnceKey();
  const note = useMutation({
    mutationFn: async (text: string) => {
      const key = once.keyFor(text);
      try {
        await addNote(customerId, text, key);
        return true;
      } catch (error) {
        if (!isApiError(error) || !error.passing) throw error;
        await sendNoteLater(me.user.id, { customerId, text }, key);
        return false;
      }
    },
    onSuccess: async (arrived) => {
      once.done();
      await draft.drop();
      if (arrived) onClose();
      else navigate("/outbox");
    },
  });
  const send = () => {
    const text = draft.value.trim();
    if (text && !note.isPending) note.mutate(text);
  };
  useKeys([{ keys: "mod+Enter", label: t("timeline.note.save"), group: t("timeline.title"), inFields: true, run: send }]);
  const wrong = fieldErrors(note.error).text;
  return (
    <form
      className={styles.note}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !isComposing(event)) onClose();
      }}
    >
      {!wrong && <ProblemNotice error={note.error} />}
      <Textarea
        label={t("timeline.note.label")}
        placeholder={t("timeline.note.hint")}
        rows={3}
        autoFocus
        value={draft.value}
        error={wrong}
        onChange={(event) => draft.set(event.currentTarget.value)}
      />
      <div className={layout.flow}>
        <Button type="submit" variant="filled" loading={note.isPending} disabled={!draft.value.trim()}>
          {t("timeline.note.save")}
        </Button>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}

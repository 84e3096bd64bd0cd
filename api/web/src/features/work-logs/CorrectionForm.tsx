import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { useOnceKey } from "@/api/onceKey";
import { fieldErrors } from "@/api/problem";
import layout from "@/kit/layout.module.css";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useKeys } from "@/kit/useKeys";
import { useDraft } from "@/offline/drafts";
import { changedFields, correctable, correctedFields, type Fields } from "./fields";
import formStyles from "./form.module.css";
import { LogFields } from "./LogFields";
import { correctLog } from "./mutations";
import type { WorkLog } from "./queries";
import styles from "./show.module.css";
import { useFirstWrong, useLogErrors } from "./useLogForm";

/** What was wrong, and how the fields should have been; the entry itself stays as it is. */
export function CorrectionForm({ log, onClose }: { log: WorkLog; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const before = correctedFields(log);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the correction begins with the entry of then.
  const initial = useMemo(() => ({ text: "", fields: before }), [log.id]);
  const draft = useDraft<{ text: string; fields: Fields }>(`${me.user.id}/work_log_correction/${log.id}`, initial);
  const { text, fields } = draft.value;
  const [missing, setMissing] = useState(false);
  const { form, focus } = useFirstWrong();
  const once = useOnceKey();
  const names = changedFields(before, fields).filter((name) => correctable.includes(name) && fields[name].trim());
  const done = async () => {
    await draft.drop();
    onClose();
  };
  const correct = useMutation({
    mutationFn: () => correctLog(log.id, text.trim(), fields, names, once.keyFor({ text, fields })),
    onSuccess: () => {
      once.done();
      return done();
    },
    onError: (error) => focus(Object.keys(fieldErrors(error)).map((name) => name.replace(/^fields\./, ""))),
  });
  const errors = useLogErrors(correct.error, []);
  const save = () => {
    if (correct.isPending) return;
    setMissing(!text.trim());
    if (!text.trim()) return focus(["text"]);
    correct.mutate();
  };
  useKeys([{ keys: "mod+Enter", label: t("common.save"), group: t("workLogs.entry"), inFields: true, run: save }]);
  const named = Object.keys(errors).length > 0;
  return (
    <form
      ref={form}
      className={styles.form}
      noValidate
      aria-label={t("workLogs.correct")}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <p className={layout.hint}>{t("workLogs.correctHint")}</p>
      {!named && <ProblemNotice error={correct.error} retry={save} />}
      <div data-field="text">
        <Textarea
          label={t("workLogs.whatWasWrong")}
          rows={2}
          value={text}
          error={missing && !text.trim() ? t("workLogs.required") : errors.text}
          onChange={(event) => draft.set({ ...draft.value, text: event.currentTarget.value })}
        />
      </div>
      {draft.ready && (
        <LogFields fields={fields} errors={errors} set={(part) => draft.set({ text, fields: { ...fields, ...part } })} correction />
      )}
      <div className={formStyles.buttons}>
        <Button type="submit" variant="filled" loading={correct.isPending}>
          {t("common.save")}
        </Button>
        <Button onClick={done}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}

import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { fieldErrors, isApiError } from "@/api/problem";
import { readNow } from "@/api/query";
import { DiffTable } from "@/kit/DiffTable";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useKeys } from "@/kit/useKeys";
import { useDraft } from "@/offline/drafts";
import { changedFields, type FieldName, type Fields, fieldsOf, rebase } from "./fields";
import formStyles from "./form.module.css";
import { LogFields } from "./LogFields";
import { editLog } from "./mutations";
import { logQuery, type WorkLog } from "./queries";
import styles from "./show.module.css";
import { useDifferences } from "./useDifferences";
import { missingFields, useFirstWrong, useLogErrors } from "./useLogForm";

interface Draft {
  fields: Fields;
  /** What the entry was when the edit began, and its version. */
  base: Fields;
  version: number;
}

/** Changes an entry while that is possible. Over a newer version stays what was typed here. */
export function EditForm({ log, onClose }: { log: WorkLog; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the edit begins with the entry of then.
  const initial = useMemo<Draft>(() => ({ fields: fieldsOf(log), base: fieldsOf(log), version: log.version }), [log.id]);
  const draft = useDraft<Draft>(`${me.user.id}/work_log/${log.id}`, initial);
  const { fields, base, version } = draft.value;
  const [missing, setMissing] = useState<FieldName[]>([]);
  /** What changed elsewhere meanwhile. */
  const [met, setMet] = useState<{ before: Fields; after: Fields } | null>(null);
  const { form, focus } = useFirstWrong();
  const differences = useDifferences(log);
  const done = async () => {
    await draft.drop();
    onClose();
  };
  const edit = useMutation({
    mutationFn: async () => {
      const names = changedFields(base, fields);
      if (names.length > 0) await editLog(log.id, version, fields, names);
    },
    onSuccess: done,
    onError: async (error) => {
      if (!isApiError(error) || error.status !== 409) return focus(Object.keys(fieldErrors(error)));
      const theirs = await readNow(logQuery(log.id)).catch(() => null);
      if (!theirs || theirs.version === version) return;
      const after = fieldsOf(theirs);
      setMet({ before: base, after });
      draft.set({ fields: rebase(base, fields, after), base: after, version: theirs.version });
    },
  });
  const errors = useLogErrors(edit.error, missing);
  const set = (part: Partial<Fields>) => {
    draft.set({ ...draft.value, fields: { ...fields, ...part } });
    setMissing(missing.filter((name) => !(name in part)));
  };
  const save = () => {
    if (edit.isPending) return;
    const none = missingFields(fields);
    setMissing(none);
    if (none.length > 0) return focus(none);
    setMet(null);
    edit.mutate();
  };
  useKeys([{ keys: "mod+Enter", label: t("common.save"), group: t("workLogs.entry"), inFields: true, run: save }]);
  const named = Object.keys(fieldErrors(edit.error)).length > 0;
  return (
    <form
      ref={form}
      className={styles.form}
      noValidate
      aria-label={t("workLogs.edit")}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {!named && !met && <ProblemNotice error={edit.error} retry={save} />}
      {met && (
        <Notice kind="warning">
          <div className={styles.conflict}>
            {t("workLogs.changedElsewhere")}
            <DiffTable rows={differences(met.before, met.after)} />
          </div>
        </Notice>
      )}
      {draft.ready && <LogFields fields={fields} errors={errors} set={set} />}
      <div className={formStyles.buttons}>
        <Button type="submit" variant="filled" loading={edit.isPending}>
          {t("common.save")}
        </Button>
        <Button onClick={done}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}

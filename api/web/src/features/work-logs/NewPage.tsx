import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { newKey } from "@/api/client";
import { useMe } from "@/api/me";
import { fieldErrors, isApiError } from "@/api/problem";
import { UploadField } from "@/features/files/public";
import { companyDay } from "@/i18n/format";
import formStyles from "@/kit/form.module.css";
import { Kbd } from "@/kit/Kbd";
import layout from "@/kit/layout.module.css";
import { PageTitle } from "@/kit/PageTitle";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useKeys } from "@/kit/useKeys";
import { useMedia } from "@/kit/useMedia";
import { useDraft } from "@/offline/drafts";
import { useKeptFiles } from "@/offline/files";
import { useInShort } from "./CustomerFields";
import { isDate } from "./days";
import { emptyFields, type FieldName, type Fields, type LogDraft } from "./fields";
import styles from "./form.module.css";
import { LogFields } from "./LogFields";
import { logDraftKey, sendLogLater } from "./later";
import { createLog } from "./mutations";
import { missingFields, useFirstWrong, useLogErrors } from "./useLogForm";

/** A new entry. What is typed, and the photos, stay on the device until the server has them. */
export default function NewPage() {
  const { t } = useTranslation();
  const me = useMe();
  const phone = useMedia("phone");
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const asked = params.get("date");
  const customer = params.get("customer_id") ?? "";
  const date = isDate(asked) ? asked : "";
  const initial = useMemo<LogDraft>(() => ({ fields: emptyFields(date || companyDay(), customer) }), [date, customer]);
  const owner = logDraftKey(me.user.id, params.get("draft") ?? `${date}/${customer}`);
  const draft = useDraft<LogDraft>(owner, initial);
  const typed = draft.value.fields;
  const inShort = useInShort(typed);
  const fields = typed.content.trim() ? typed : { ...typed, content: inShort };
  const photos = useKeptFiles(owner);
  const [missing, setMissing] = useState<FieldName[]>([]);
  const { form, focus } = useFirstWrong();
  const create = useMutation({
    mutationFn: async () => {
      const sent = draft.value.sent ?? { fields, key: newKey() };
      draft.set({ fields: typed, sent });
      draft.flush();
      const made = await createLog(sent, fields).catch((error) => {
        if (isApiError(error) && error.passing) return undefined;
        // What was refused was not made, and may be another one next time.
        draft.set({ fields: typed });
        throw error;
      });
      if (!made || photos.length > 0) await sendLogLater({ userId: me.user.id, fields, sent, owner, made });
      // Its key is not the next one's: it is gone before anybody goes on.
      await draft.drop();
      return made;
    },
    onSuccess: (made) => {
      navigate(made ? `/work-logs/${made.id}` : "/outbox", { replace: true });
    },
    onError: (error) => focus(Object.keys(fieldErrors(error))),
  });
  const errors = useLogErrors(create.error, missing);

  const set = (part: Partial<Fields>) => {
    draft.set({ ...draft.value, fields: { ...typed, ...part } });
    setMissing(missing.filter((name) => !(name in part)));
  };
  const save = () => {
    if (create.isPending) return;
    const none = missingFields(fields);
    setMissing(none);
    if (none.length > 0) return focus(none);
    create.mutate();
  };
  useKeys([{ keys: "mod+Enter", label: t("common.save"), group: t("workLogs.newTitle"), inFields: true, run: save }]);

  const unnamed = isApiError(create.error) && Object.keys(fieldErrors(create.error)).length > 0 ? null : create.error;
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <PageTitle title={t("workLogs.newTitle")} sub={t("workLogs.onDevice")} />
      <div className={layout.sheet}>
        <div className={`${formStyles.form} ${styles.form}`}>
          <ProblemNotice error={unnamed} retry={save} />
          {!draft.ready && <Skeleton rows={8} height={32} />}
          {draft.ready && (
            <LogFields fields={typed} errors={errors} set={set} inShort={inShort}>
              <UploadField label={t("workLogs.photos")} purpose="photo" owner={owner} requestId={undefined} attachments={[]} />
            </LogFields>
          )}
        </div>
      </div>
      <div className={formStyles.foot}>
        {!phone && <span className={formStyles.left}>{t("workLogs.tellsTimeline")}</span>}
        <Button type="submit" variant="filled" loading={create.isPending}>
          {t("common.save")}{" "}
          <span className={styles.kbd}>
            <Kbd>Ctrl Enter</Kbd>
          </span>
        </Button>
      </div>
    </form>
  );
}

import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { useMe } from "@/api/me";
import { useOnceKey } from "@/api/onceKey";
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
import { isDate } from "./days";
import { createBody, emptyFields, type FieldName, type Fields } from "./fields";
import styles from "./form.module.css";
import { LogFields } from "./LogFields";
import { createLog } from "./mutations";
import type { WorkLog } from "./queries";
import { missingFields, useFirstWrong, useLogErrors } from "./useLogForm";

interface Draft {
  fields: Fields;
  photos: File[];
}

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
  const initial = useMemo<Draft>(() => ({ fields: emptyFields(date || companyDay(), customer), photos: [] }), [date, customer]);
  const draft = useDraft<Draft>(`${me.user.id}/work_log/new/${date}/${customer}`, initial);
  const { fields, photos } = draft.value;
  const [missing, setMissing] = useState<FieldName[]>([]);
  const [made, setMade] = useState<WorkLog | null>(null);
  const { form, focus } = useFirstWrong();
  const once = useOnceKey();
  const create = useMutation({
    mutationFn: () => createLog(fields, once.keyFor(createBody(fields))),
    onSuccess: (log) => {
      once.done();
      setMade(log);
    },
    onError: (error) => focus(Object.keys(fieldErrors(error))),
  });
  const errors = useLogErrors(create.error, missing);

  // The photos are on their way by now: the field that holds them comes first.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the entry is made.
  useEffect(() => {
    if (!made) return;
    draft.drop();
    navigate(`/work-logs/${made.id}`, { replace: true });
  }, [made]);

  const set = (part: Partial<Fields>) => {
    draft.set({ ...draft.value, fields: { ...fields, ...part } });
    setMissing(missing.filter((name) => !(name in part)));
  };
  const save = () => {
    if (create.isPending || made) return;
    const none = missingFields(fields);
    setMissing(none);
    if (none.length > 0) return focus(none);
    draft.flush();
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
            <LogFields fields={fields} errors={errors} set={set}>
              <UploadField
                label={t("workLogs.photos")}
                purpose="photo"
                request={async () => null}
                requestId={made?.id}
                attachments={[]}
                held={photos}
                onHeld={(files) => draft.set({ ...draft.value, photos: files })}
              />
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

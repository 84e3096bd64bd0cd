import { Button, Modal, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { useOnceKey } from "@/api/onceKey";
import { fieldErrors, isApiError } from "@/api/problem";
import { PersonField } from "@/features/records/public";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useFocusWrong } from "@/kit/useFocusWrong";
import { useDraft } from "@/offline/drafts";
import type { Asked } from "./acts";
import { actOn, stuckChanged } from "./mutations";

interface Props {
  asked: Asked;
  onClose: () => void;
  /** What came of it, in words. */
  onDone: (said: string) => void;
  onRefused: (error: unknown) => void;
}

/** Does something about a request that is stuck; the reason stands in the record. */
export function ActDialog({ asked, onClose, onDone, onRefused }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { act, entry, task } = asked;
  const { request } = entry;
  const draft = useDraft(`${useMe().user.id}/stuck-${act}/${task?.id ?? request.id}`, { reason: "", to: "" });
  const { reason, to } = draft.value;
  const [tried, setTried] = useState(false);
  const once = useOnceKey();
  const send = useMutation({
    mutationFn: () => {
      const text = reason.trim();
      return actOn(asked, text, to, once.keyFor({ act, id: request.id, task: task?.id, text, to }));
    },
    onSuccess: async (name) => {
      once.done();
      await draft.drop();
      onDone(t(`adminStuck.${act}.done`, { number: request.number, name, step: say(task?.step_label) }));
    },
    onError: (error) => {
      onRefused(error);
      // Somebody may have been faster.
      if (isApiError(error) && !error.passing) void stuckChanged();
    },
  });
  const wrong = fieldErrors(send.error);
  const required = t("requests.draft.required");
  const wantsPerson = act === "reassign";
  const complete = reason.trim() !== "" && (!wantsPerson || to !== "");
  const [refusals, setRefusals] = useState(0);
  const element = useFocusWrong<HTMLFormElement>(send.error ?? refusals);
  const reasonWrong = tried && !reason.trim() ? required : (wrong.reason ?? wrong.comment);
  const personWrong = wantsPerson && tried && !to ? required : wrong.user_id;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`adminStuck.${act}.title`, { number: request.number })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        ref={element}
        className={layout.stack}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!complete) setRefusals((count) => count + 1);
          else if (!send.isPending) send.mutate();
        }}
      >
        <p>{t(`adminStuck.${act}.text`, { step: say(task?.step_label) })}</p>
        {!reasonWrong && !personWrong && <ProblemNotice error={send.error} />}
        {wantsPerson && (
          <PersonField
            label={t("adminStuck.to")}
            any={t("adminStuck.choose")}
            value={to || undefined}
            error={personWrong}
            onChange={(id) => draft.set({ reason, to: id ?? "" })}
          />
        )}
        <Textarea
          label={t("adminStuck.reason")}
          description={t("adminStuck.reasonHint")}
          rows={3}
          data-autofocus={!wantsPerson || undefined}
          value={reason}
          error={reasonWrong}
          onChange={(event) => draft.set({ to, reason: event.currentTarget.value })}
        />
        <div className={layout.flow}>
          <Button type="submit" variant={act === "end" ? "outline" : "filled"} loading={send.isPending}>
            {t(`adminStuck.${act}.name`)}
          </Button>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </div>
      </form>
    </Modal>
  );
}

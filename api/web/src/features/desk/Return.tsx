import { Button, Modal, Textarea } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { decide } from "@/features/decisions/public";
import layout from "@/kit/layout.module.css";
import { useDraft } from "@/offline/drafts";
import type { Task } from "./queries";

/** Sends a request back to its author, who is told why. */
export function Return({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const comment = useDraft(`${me.user.id}/desk return/${task.id}`, "");
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const send = () => {
    const text = comment.value.trim();
    if (!text) {
      setAsked(true);
      field.current?.focus();
      return;
    }
    decide(task, { outcome: "return", revision: task.request.revision, comment: text });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("desk.returnTitle", { number: task.request.number })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={layout.stack}>
        <Textarea
          ref={field}
          label={t("decisions.field.comment")}
          rows={3}
          required
          withAsterisk={false}
          data-autofocus
          value={comment.value}
          error={asked && !comment.value.trim() ? t("decisions.missing.comment") : undefined}
          onChange={(event) => comment.set(event.currentTarget.value)}
        />
        <div className={layout.flow}>
          <Button variant="filled" onClick={send}>
            {t("desk.returnNow")}
          </Button>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </div>
      </div>
    </Modal>
  );
}

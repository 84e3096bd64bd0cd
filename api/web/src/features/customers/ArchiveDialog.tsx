import { Button, Modal, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey } from "@/api/client";
import layout from "@/kit/layout.module.css";
import { Notice } from "@/kit/Notice";
import { RefusalNotice } from "@/kit/ProblemNotice";
import { archiveCustomer } from "./mutations";
import type { Overview } from "./queries";

/** Puts a customer away, or takes it out again; the reason stands in the timeline. */
export default function ArchiveDialog({ overview, onClose }: { overview: Overview; onClose: () => void }) {
  const { t } = useTranslation();
  const { customer } = overview;
  // A draft does not hold it.
  const open = overview.open_requests.filter(({ status }) => status !== "draft");
  // Kept until an answer came, so that a second try is the same act.
  const [keys] = useState(() => ({ note: newKey(), move: newKey() }));
  // The customer changes under the dialog as soon as it is done.
  const [archives] = useState(!customer.archived_at);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const words = archives ? "archive" : "restore";
  const move = useMutation({
    mutationFn: () => archiveCustomer(customer.id, archives, t(`customers.${words}.note`, { reason: reason.trim() }), keys),
    onSuccess: onClose,
  });
  const name = t(`customers.${words}.name`);
  const held = archives && open.length > 0;
  return (
    <Modal opened onClose={onClose} title={name} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form
        className={layout.stack}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (reason.trim() && !held) move.mutate();
        }}
      >
        <p>{t(`customers.${words}.text`, { name: customer.name })}</p>
        {held && <Notice kind="warning">{t("customers.archive.held", { numbers: open.map(({ number }) => number).join(", ") })}</Notice>}
        <RefusalNotice error={move.error} />
        <Textarea
          label={t("customers.handOver.reason")}
          rows={3}
          data-autofocus
          disabled={held}
          value={reason}
          error={tried && !reason.trim() ? t("requests.draft.required") : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={layout.flow}>
          <Button type="submit" variant={archives ? "outline" : "filled"} disabled={held} loading={move.isPending}>
            {name}
          </Button>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </div>
      </form>
    </Modal>
  );
}

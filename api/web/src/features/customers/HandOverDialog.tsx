import { Button, Modal, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOnceKey } from "@/api/onceKey";
import { fieldErrors } from "@/api/problem";
import { PersonField } from "@/features/records/public";
import layout from "@/kit/layout.module.css";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { HandOverResults } from "./HandOverResults";
import { handOver } from "./mutations";
import type { Customer, Overview } from "./queries";

interface Props {
  customers: Customer[];
  /** Requests for them that are known, to say who keeps which. */
  requests?: Overview["open_requests"];
  onClose: () => void;
}

/** Gives customers to another owner, with a reason; then each with its result. */
export default function HandOverDialog({ customers: asked, requests = [], onClose }: Props) {
  const { t } = useTranslation();
  // The rows may change under the dialog once the first results are in.
  const [customers] = useState(asked);
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const once = useOnceKey();
  const give = useMutation({
    mutationFn: (toUser: string) => {
      const body = { customer_ids: customers.map(({ id }) => id), to_user_id: toUser, reason: reason.trim() };
      return handOver(body, once.keyFor(body));
    },
    onSuccess: once.done,
  });
  const wrong = fieldErrors(give.error);
  const required = t("requests.draft.required");
  const kept = requests.filter(({ status }) => status !== "draft");
  const atFields = wrong.to_user_id || wrong.reason;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("customers.handOver.title", { count: customers.length })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {give.data ? (
        <div className={layout.stack}>
          <HandOverResults results={give.data} customers={customers} />
          {/* The second click of a double one is meant for the button that stood here. */}
          <Button onClick={(event) => event.detail > 1 || onClose()}>{t("common.close")}</Button>
        </div>
      ) : (
        <form
          className={layout.stack}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (to && reason.trim()) give.mutate(to);
          }}
        >
          {!atFields && <ProblemNotice error={give.error} />}
          <PersonField
            label={t("customers.handOver.to")}
            any={t("customers.handOver.choose")}
            value={to ?? undefined}
            onChange={setTo}
            error={tried && !to ? required : wrong.to_user_id}
          />
          <Textarea
            label={t("customers.handOver.reason")}
            rows={3}
            value={reason}
            error={tried && !reason.trim() ? required : wrong.reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <p className={layout.hint}>{t("customers.handOver.noSight")}</p>
          {kept.length > 0 && (
            <p className={layout.hint}>
              {t("customers.handOver.kept", {
                requests: kept
                  .map(({ number, requester }) => t("customers.handOver.keptBy", { number, name: requester.name }))
                  .join(t("common.separator")),
              })}
            </p>
          )}
          <div className={layout.flow}>
            <Button type="submit" variant="filled" loading={give.isPending}>
              {t("customers.handOver.name")}
            </Button>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

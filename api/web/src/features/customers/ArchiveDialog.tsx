import { Button, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey } from "@/api/client";
import layout from "@/kit/layout.module.css";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { archiveCustomer } from "./mutations";
import type { Customer } from "./queries";

/** Puts a customer away, or takes it out again. */
export function ArchiveDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useTranslation();
  const [key] = useState(newKey);
  // The customer changes under the dialog as soon as it is done.
  const [archives] = useState(!customer.archived_at);
  const move = useMutation({ mutationFn: () => archiveCustomer(customer.id, archives, key), onSuccess: onClose });
  const name = t(archives ? "customers.archive.name" : "customers.restore.name");
  return (
    <Modal opened onClose={onClose} title={name} closeButtonProps={{ "aria-label": t("common.close") }}>
      <div className={layout.stack}>
        <p>{t(archives ? "customers.archive.text" : "customers.restore.text", { name: customer.name })}</p>
        <ProblemNotice error={move.error} />
        <div className={layout.flow}>
          <Button variant={archives ? "outline" : "filled"} loading={move.isPending} onClick={() => move.mutate()}>
            {name}
          </Button>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </div>
      </div>
    </Modal>
  );
}

import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useFormats } from "@/i18n/format";
import { type Item, nextStep } from "@/offline/item";
import { sendNow } from "@/offline/outbox";
import { leaveFileOut, sendAgain } from "@/offline/outboxActs";
import styles from "./outbox.module.css";
import { canReopen, reopen } from "./reopen";
import { State } from "./State";

/** Something that waits to be sent: what it is, where it stands, and what one can do about it. */
export function Row({ item, onDiscard }: { item: Item; onDiscard: () => void }) {
  const { t } = useTranslation();
  const { money, moment } = useFormats();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const files = item.steps.filter((step) => step.file).length;
  const needs = item.state === "needs-you";
  const about = [t(`outbox.kind.${item.kind}`), files > 0 && t("outbox.files", { count: files }), moment(new Date(item.at).toISOString())];

  async function edit() {
    setBusy(true);
    const path = await reopen(item).finally(() => setBusy(false));
    if (path) navigate(path);
  }

  return (
    <li className={styles.row} data-needs={needs || undefined}>
      <div className={styles.what}>
        <h2 className={styles.title}>{item.title || t(`outbox.kind.${item.kind}`)}</h2>
        {item.amount && <span className={styles.amount}>{money(item.amount)}</span>}
      </div>
      <p className={styles.about}>{about.filter(Boolean).join(t("common.separator"))}</p>
      <State item={item} />
      <div className={styles.actions}>
        {needs && item.why === "refused" && nextStep(item)?.file && (
          <Button onClick={() => void leaveFileOut(item.id)}>{t("outbox.withoutFile")}</Button>
        )}
        {canReopen(item) && (
          <Button variant={needs ? "filled" : "default"} loading={busy} onClick={() => void edit()}>
            {t(item.kind === "work_log" && item.made ? "outbox.open" : "outbox.edit")}
          </Button>
        )}
        {item.state !== "sending" && (
          <>
            {item.why !== "open" && <Button onClick={() => (needs ? void sendAgain(item.id) : sendNow())}>{t("common.tryNow")}</Button>}
            <Button variant="subtle" onClick={onDiscard}>
              {t("outbox.discard")}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

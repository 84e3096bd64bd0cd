import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import layout from "@/kit/layout.module.css";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useOutbox } from "@/offline/outbox";
import styles from "./TopBar.module.css";
import type { SignOut } from "./useSignOut";

/** Says what is not sent yet before a person signs out, and why they are not signed out where the server did not hear of it. */
export function SignOutDialog({ signOut, onClose }: { signOut: SignOut; onClose: () => void }) {
  const { t } = useTranslation();
  const items = useOutbox();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(items.length > 0 ? "outbox.signOut.title" : "common.person.signOut")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={layout.stack}>
        <ProblemNotice error={signOut.error} />
        {items.length > 0 && <p>{t("outbox.signOut.text", { count: items.length })}</p>}
        <ul className={styles.unsent}>
          {items.map((item) => (
            <li key={item.id}>{[t(`outbox.kind.${item.kind}`), item.title].filter(Boolean).join(t("common.separator"))}</li>
          ))}
        </ul>
        <div className={layout.flow}>
          <Button variant="outline" loading={signOut.isPending} onClick={() => signOut.mutate()}>
            {t(items.length > 0 ? "outbox.signOut.go" : "common.retry")}
          </Button>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </div>
      </div>
    </Modal>
  );
}

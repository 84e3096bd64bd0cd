import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import layout from "@/kit/layout.module.css";

/** Says that something is not sent yet, before a person signs out. */
export function SignOutDialog({ count, onClose, onSignOut }: { count: number; onClose: () => void; onSignOut: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t("outbox.signOut.title")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <div className={layout.stack}>
        <p>{t("outbox.signOut.text", { count })}</p>
        <div className={layout.flow}>
          <Button variant="outline" onClick={onSignOut}>
            {t("outbox.signOut.go")}
          </Button>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </div>
      </div>
    </Modal>
  );
}

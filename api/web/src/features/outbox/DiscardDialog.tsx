import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import layout from "@/kit/layout.module.css";
import type { Item } from "@/offline/item";
import { discard } from "@/offline/outboxActs";

/** Asks before something that was typed is thrown away. */
export function DiscardDialog({ item, onClose }: { item: Item | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={item !== null} onClose={onClose} title={t("outbox.discardTitle")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <div className={layout.stack}>
        <p>{item?.title}</p>
        <p>{t(item?.made ? "outbox.discardMade" : "outbox.discardText")}</p>
        <div className={layout.flow}>
          <Button
            variant="outline"
            onClick={() => {
              if (item) void discard(item.id);
              onClose();
            }}
          >
            {t("outbox.discard")}
          </Button>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </div>
      </div>
    </Modal>
  );
}

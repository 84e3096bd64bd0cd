import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { PageTitle } from "@/kit/PageTitle";
import type { Item } from "@/offline/item";
import { useOutbox } from "@/offline/outbox";
import { DiscardDialog } from "./DiscardDialog";
import styles from "./outbox.module.css";
import { Row } from "./Row";

/** What the person has sent and the server does not have yet. */
export default function OutboxPage() {
  const { t } = useTranslation();
  const items = useOutbox();
  const [asked, setAsked] = useState<Item | null>(null);
  return (
    <>
      <PageTitle title={t("outbox.title")} sub={items.length > 0 ? t("outbox.safe") : undefined} />
      <div className={layout.sheet}>
        {items.length === 0 && <EmptyState>{t("outbox.empty")}</EmptyState>}
        <ul className={styles.list} aria-label={t("outbox.title")}>
          {items.map((item) => (
            <Row key={item.id} item={item} onDiscard={() => setAsked(item)} />
          ))}
        </ul>
      </div>
      <DiscardDialog item={asked} onClose={() => setAsked(null)} />
    </>
  );
}

import { CloudUpload } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useOutbox } from "@/offline/outbox";
import styles from "./outbox.module.css";

/** How much waits to be sent, and whether some of it waits for the person. */
export function Badge() {
  const { t } = useTranslation();
  const items = useOutbox();
  if (items.length === 0) return null;
  const needing = items.filter((item) => item.state === "needs-you").length;
  const name = needing > 0 ? t("outbox.badge.needs", { count: needing }) : t("outbox.badge.waits", { count: items.length });
  return (
    <Link to="/outbox" className={styles.badge} data-needs={needing > 0 || undefined} aria-label={name} title={name}>
      <CloudUpload size={20} strokeWidth={1.6} aria-hidden="true" />
      <b aria-hidden="true">{needing || items.length}</b>
    </Link>
  );
}

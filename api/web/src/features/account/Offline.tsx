import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keepsOnDevice } from "@/offline/db";
import { canStartOffline } from "@/offline/worker";
import styles from "./account.module.css";

/** What this browser can do at this address where there is no network. */
export function Offline() {
  const { t } = useTranslation();
  const keeps = useQuery({ queryKey: ["device", "keeps"], queryFn: keepsOnDevice, staleTime: Number.POSITIVE_INFINITY }).data ?? true;
  return (
    <section className={styles.part}>
      <h2>{t("outbox.device.title")}</h2>
      <p>{t(!keeps ? "outbox.device.none" : canStartOffline() ? "outbox.device.works" : "outbox.device.queue")}</p>
    </section>
  );
}

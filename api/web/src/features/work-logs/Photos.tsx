import { Modal } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { photoUrl, type WorkLog } from "./queries";
import styles from "./show.module.css";

/** The photos of an entry; a click shows one large. */
export function Photos({ log }: { log: WorkLog }) {
  const { t } = useTranslation();
  const [large, setLarge] = useState<WorkLog["photos"][number] | null>(null);
  return (
    <>
      <ul className={styles.photos}>
        {log.photos.map((photo) => (
          <li key={photo.id}>
            <button type="button" aria-label={t("workLogs.enlarge", { name: photo.name })} onClick={() => setLarge(photo)}>
              <img src={photoUrl(log.id, photo.id)} alt="" loading="lazy" width="120" height="120" />
            </button>
          </li>
        ))}
      </ul>
      <Modal
        opened={large !== null}
        onClose={() => setLarge(null)}
        title={large?.name}
        size="min(1200px, 96vw)"
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        {large && <img className={styles.large} src={photoUrl(log.id, large.id)} alt={large.name} />}
      </Modal>
    </>
  );
}

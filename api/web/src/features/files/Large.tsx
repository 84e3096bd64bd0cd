import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Kbd } from "@/kit/Kbd";
import layout from "@/kit/layout.module.css";
import styles from "./files.module.css";
import { Preview } from "./Preview";
import { type Attachment, contentOf } from "./queries";

interface Props {
  attachments: Attachment[];
  at: number;
  opened: boolean;
  onClose: () => void;
  onStep: (by: number) => void;
}

/** A file over the page, as large as the window has room for. */
export default function Large({ attachments, at, opened, onClose, onStep }: Props) {
  const { t } = useTranslation();
  const current = attachments[at];
  if (!current) return null;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={current.name}
      size="min(1200px, 96vw)"
      closeButtonProps={{ "aria-label": t("common.close") }}
      // The keys of a page rest under a dialog; these two are meant for it.
      onKeyDown={(event) => {
        if (event.key === "[") onStep(-1);
        if (event.key === "]") onStep(1);
      }}
    >
      <Preview attachment={current} large />
      <div className={styles.bar}>
        {attachments.length > 1 && (
          <span className={layout.flow}>
            <Button disabled={at === 0} onClick={() => onStep(-1)}>
              {t("files.previous")} <Kbd>[</Kbd>
            </Button>
            <Button disabled={at === attachments.length - 1} onClick={() => onStep(1)}>
              {t("files.next")} <Kbd>]</Kbd>
            </Button>
          </span>
        )}
        <a className={layout.link} href={contentOf(current.id)} download={current.name}>
          {t("files.download", { name: current.name })}
        </a>
      </div>
    </Modal>
  );
}

import { Button, Modal } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import { Kbd } from "@/kit/Kbd";
import layout from "@/kit/layout.module.css";
import { Skeleton } from "@/kit/Skeleton";
import { useKeys } from "@/kit/useKeys";
import styles from "./files.module.css";
import { type Attachment, contentOf } from "./queries";

// pdf.js is large, and read only when there is a PDF to show.
const PdfView = lazy(() => import("./PdfView"));

/** The files of a request: the one in view, and the list to choose from. */
export function Files({ attachments }: { attachments: Attachment[] }) {
  const { t } = useTranslation();
  const { size } = useFormats();
  const [chosen, setChosen] = useState(0);
  const [large, setLarge] = useState(false);
  const [hashes, setHashes] = useState(false);
  const at = Math.min(chosen, attachments.length - 1);
  const current = attachments[at];
  const group = t("files.title");
  const step = (by: number) => setChosen(Math.max(0, Math.min(attachments.length - 1, at + by)));
  useKeys(
    [
      { keys: "p", label: t("files.large"), group, run: () => setLarge(true) },
      { keys: "[", label: t("files.previous"), group, run: () => step(-1) },
      { keys: "]", label: t("files.next"), group, run: () => step(1) },
    ],
    attachments.length > 0,
  );
  if (!current) return null;
  return (
    <section aria-label={group}>
      <div className={layout.spread}>
        <h3>{t("files.count", { count: attachments.length })}</h3>
        <button type="button" className={layout.textButton} onClick={() => setLarge(true)}>
          {t("files.large")} <Kbd>P</Kbd>
        </button>
      </div>
      <Preview attachment={current} />
      <ul className={styles.list}>
        {attachments.map((attachment, i) => (
          <li key={attachment.id}>
            <button type="button" aria-pressed={i === at} onClick={() => setChosen(i)}>
              <span className={styles.name}>{attachment.name}</span> <span className={styles.size}>{size(attachment.size)}</span>
            </button>
            {hashes && <code className={styles.hash}>{attachment.sha256}</code>}
          </li>
        ))}
      </ul>
      <button type="button" className={layout.textButton} aria-expanded={hashes} onClick={() => setHashes(!hashes)}>
        {t("files.hashes")}
      </button>
      <Modal
        opened={large}
        onClose={() => setLarge(false)}
        title={current.name}
        size="min(1200px, 96vw)"
        closeButtonProps={{ "aria-label": t("common.close") }}
        // The keys of a page rest under a dialog; these two are meant for it.
        onKeyDown={(event) => {
          if (event.key === "[") step(-1);
          if (event.key === "]") step(1);
        }}
      >
        <Preview attachment={current} large />
        <div className={styles.bar}>
          {attachments.length > 1 && (
            <span className={layout.flow}>
              <Button disabled={at === 0} onClick={() => step(-1)}>
                {t("files.previous")} <Kbd>[</Kbd>
              </Button>
              <Button disabled={at === attachments.length - 1} onClick={() => step(1)}>
                {t("files.next")} <Kbd>]</Kbd>
              </Button>
            </span>
          )}
          <a className={layout.link} href={contentOf(current.id)} download={current.name}>
            {t("files.download", { name: current.name })}
          </a>
        </div>
      </Modal>
    </section>
  );
}

function Preview({ attachment, large = false }: { attachment: Attachment; large?: boolean }) {
  const { t } = useTranslation();
  const url = contentOf(attachment.id);
  if (attachment.content_type.startsWith("image/")) {
    return <img className={large ? styles.pictureLarge : styles.picture} src={url} alt={attachment.name} loading="lazy" />;
  }
  if (attachment.content_type === "application/pdf") {
    return (
      <Suspense fallback={<Skeleton rows={1} height={208} />}>
        <PdfView url={url} name={attachment.name} large={large} />
      </Suspense>
    );
  }
  return (
    <p className={styles.other}>
      <a className={layout.link} href={url} download={attachment.name}>
        {t("files.download", { name: attachment.name })}
      </a>
    </p>
  );
}

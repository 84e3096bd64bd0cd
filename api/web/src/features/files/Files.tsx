import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import { Kbd } from "@/kit/Kbd";
import layout from "@/kit/layout.module.css";
import { useKeys } from "@/kit/useKeys";
import styles from "./files.module.css";
import { Preview } from "./Preview";
import type { Attachment } from "./queries";

const Large = lazy(() => import("./Large"));

/** The files of a request: the one in view, and the list to choose from. */
export function Files({ attachments }: { attachments: Attachment[] }) {
  const { t } = useTranslation();
  const { size } = useFormats();
  const [chosen, setChosen] = useState(0);
  // Null until it is first asked for.
  const [large, setLarge] = useState<boolean | null>(null);
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
      {large !== null && (
        <Suspense>
          <Large attachments={attachments} at={at} opened={large} onClose={() => setLarge(false)} onStep={step} />
        </Suspense>
      )}
    </section>
  );
}

import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import layout from "@/kit/layout.module.css";
import { Skeleton } from "@/kit/Skeleton";
import styles from "./files.module.css";
import { type Attachment, contentOf } from "./queries";

// pdf.js is large, and read only when there is a PDF to show.
const PdfView = lazy(() => import("./PdfView"));

/** What is in a file, as far as the page can show it. */
export function Preview({ attachment, large = false }: { attachment: Attachment; large?: boolean }) {
  const { t } = useTranslation();
  const url = contentOf(attachment.id);
  // Few browsers show HEIC.
  const [unreadable, setUnreadable] = useState("");
  if (attachment.content_type.startsWith("image/") && unreadable !== url) {
    return (
      <img
        className={large ? styles.pictureLarge : styles.picture}
        src={url}
        alt={attachment.name}
        loading="lazy"
        onError={() => setUnreadable(url)}
      />
    );
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
      {unreadable === url && t("files.noPicture")}
      <a className={layout.link} href={url} download={attachment.name}>
        {t("files.download", { name: attachment.name })}
      </a>
    </p>
  );
}

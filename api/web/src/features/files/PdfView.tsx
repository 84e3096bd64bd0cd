import { ChevronLeft, ChevronRight } from "lucide-react";
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from "pdfjs-dist";
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "@/kit/Notice";
import styles from "./files.module.css";

GlobalWorkerOptions.workerSrc = workerUrl;

/** A page of a PDF, drawn by the page itself: nothing else may run here. */
export default function PdfView({ url, name, large }: { url: string; name: string; large: boolean }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
  const [page, setPage] = useState(1);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    setFailed(false);
    setPage(1);
    const task = getDocument({ url, cMapUrl: "/pdf/cmaps/", standardFontDataUrl: "/pdf/fonts/", useWasm: false });
    task.promise.then(setDocument, () => setFailed(true));
    return () => {
      setDocument(null);
      void task.destroy();
    };
  }, [url]);

  useEffect(() => {
    const to = canvas.current;
    if (!document || !to) return;
    let current = true;
    let stop = () => {};
    void document.getPage(Math.min(page, document.numPages)).then((sheet) => {
      if (!current) return;
      const width = (to.parentElement?.clientWidth ?? 288) * window.devicePixelRatio;
      const viewport = sheet.getViewport({ scale: width / sheet.getViewport({ scale: 1 }).width });
      to.width = viewport.width;
      to.height = viewport.height;
      const drawing = sheet.render({ canvas: to, viewport });
      stop = () => drawing.cancel();
      drawing.promise.catch(() => undefined);
    });
    return () => {
      current = false;
      stop();
    };
  }, [document, page]);

  if (failed) return <Notice kind="warning">{t("files.unreadable", { name })}</Notice>;
  const pages = document?.numPages ?? 0;
  return (
    <figure className={large ? styles.pdfLarge : styles.pdf}>
      <div>
        <canvas ref={canvas} role="img" aria-label={t("files.page", { name, page, pages })} />
      </div>
      {pages > 1 && (
        <figcaption>
          <button
            type="button"
            className={styles.icon}
            disabled={page <= 1}
            aria-label={t("files.pageBack")}
            onClick={() => setPage(page - 1)}
          >
            <ChevronLeft size={16} aria-hidden="true" />
          </button>
          {t("files.pageOf", { page, pages })}
          <button
            type="button"
            className={styles.icon}
            disabled={page >= pages}
            aria-label={t("files.pageNext")}
            onClick={() => setPage(page + 1)}
          >
            <ChevronRight size={16} aria-hidden="true" />
          </button>
        </figcaption>
      )}
    </figure>
  );
}

import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from "lucide-react";
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from "pdfjs-dist";
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { onTry } from "@/api/reach";
import { Notice } from "@/kit/Notice";
import styles from "./files.module.css";

GlobalWorkerOptions.workerSrc = workerUrl;

const zooms = [1, 1.5, 2, 3];

/** A page of a PDF, drawn by the page itself: nothing else may run here. */
export default function PdfView({ url, name, large }: { url: string; name: string; large: boolean }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(0);
  const [failed, setFailed] = useState<"unreadable" | "away" | null>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reads the file once more.
  useEffect(() => {
    setFailed(null);
    setPage(1);
    const task = getDocument({ url, cMapUrl: "/pdf/cmaps/", standardFontDataUrl: "/pdf/fonts/", useWasm: false });
    let current = true;
    task.promise.then(
      (opened) => current && setDocument(opened),
      (error: { name?: string }) => current && setFailed(/^(InvalidPDF|Password)Exception$/.test(error.name ?? "") ? "unreadable" : "away"),
    );
    return () => {
      current = false;
      setDocument(null);
      void task.destroy();
    };
  }, [url, attempt]);
  useEffect(() => (failed === "away" ? onTry(() => setAttempt((before) => before + 1)) : undefined), [failed]);

  useEffect(() => {
    const to = canvas.current;
    if (!document || !to) return;
    let current = true;
    let stop = () => {};
    void document.getPage(Math.min(page, document.numPages)).then((sheet) => {
      if (!current) return;
      const width = (to.parentElement?.clientWidth ?? 288) * (zooms[zoom] ?? 1);
      const viewport = sheet.getViewport({ scale: (width * window.devicePixelRatio) / sheet.getViewport({ scale: 1 }).width });
      to.width = viewport.width;
      to.height = viewport.height;
      to.style.width = `${width}px`;
      const drawing = sheet.render({ canvas: to, viewport });
      stop = () => drawing.cancel();
      drawing.promise.catch(() => undefined);
    });
    return () => {
      current = false;
      stop();
    };
  }, [document, page, zoom]);

  if (failed === "away") {
    const action = { label: t("common.retry"), run: () => setAttempt(attempt + 1) };
    return (
      <Notice kind="warning" action={action}>
        {t("files.away", { name })}
      </Notice>
    );
  }
  if (failed) return <Notice kind="warning">{t("files.unreadable", { name })}</Notice>;
  const pages = document?.numPages ?? 0;
  return (
    <figure className={large ? styles.pdfLarge : styles.pdf}>
      <div>
        <canvas ref={canvas} role="img" aria-label={t("files.page", { name, page, pages })} />
      </div>
      {pages > 0 && (
        <figcaption>
          {pages > 1 && (
            <>
              <Tool label={t("files.pageBack")} off={page <= 1} run={() => setPage(page - 1)}>
                <ChevronLeft size={16} aria-hidden="true" />
              </Tool>
              {t("files.pageOf", { page, pages })}
              <Tool label={t("files.pageNext")} off={page >= pages} run={() => setPage(page + 1)}>
                <ChevronRight size={16} aria-hidden="true" />
              </Tool>
            </>
          )}
          <Tool label={t("files.zoomOut")} off={zoom === 0} run={() => setZoom(zoom - 1)}>
            <ZoomOut size={16} aria-hidden="true" />
          </Tool>
          <Tool label={t("files.zoomIn")} off={zoom === zooms.length - 1} run={() => setZoom(zoom + 1)}>
            <ZoomIn size={16} aria-hidden="true" />
          </Tool>
        </figcaption>
      )}
    </figure>
  );
}

function Tool({ label, off, run, children }: { label: string; off: boolean; run: () => void; children: ReactNode }) {
  return (
    <button type="button" className={styles.icon} disabled={off} aria-label={label} title={label} onClick={run}>
      {children}
    </button>
  );
}

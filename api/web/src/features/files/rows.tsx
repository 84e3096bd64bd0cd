import { File as FileIcon, RotateCw, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/problem";
import { useSettings } from "@/api/settings";
import { useFormats } from "@/i18n/format";
import type { Refusal } from "./check";
import styles from "./files.module.css";
import { type Attachment, contentOf } from "./queries";
import { cancelUpload, type Purpose, retryUpload, type Upload } from "./uploads";

/** A file that the server has. */
export function StoredRow({ attachment, onRemove }: { attachment: Attachment; onRemove: () => void }) {
  const { t } = useTranslation();
  const { size } = useFormats();
  return (
    <li className={styles.row}>
      <FileIcon size={16} aria-hidden="true" />
      <a className={styles.name} href={contentOf(attachment.id)} target="_blank" rel="noreferrer">
        {attachment.name}
      </a>
      <span className={styles.size}>{size(attachment.size)}</span>
      <button type="button" className={styles.icon} aria-label={t("files.remove", { name: attachment.name })} onClick={onRemove}>
        <X size={16} aria-hidden="true" />
      </button>
    </li>
  );
}

/** A file on its way, or one that did not arrive and why. */
export function UploadRow({ upload }: { upload: Upload }) {
  const { t } = useTranslation();
  const { size, percent } = useFormats();
  const { file } = upload;
  const part = file.size ? Math.min(1, upload.sent / file.size) : 0;
  const failed = upload.state === "failed";
  const detail = isApiError(upload.error) ? upload.error.problem?.errors?.[0]?.message || upload.error.problem?.detail : undefined;
  return (
    <li className={styles.row} data-failed={failed || undefined}>
      <FileIcon size={16} aria-hidden="true" />
      <span className={styles.name}>
        {file.name}
        {failed && <span className={styles.error}>{detail ?? t("files.unreachable")}</span>}
      </span>
      {!failed && (
        <span className={styles.progress}>
          <progress max={1} value={part} aria-label={t("files.progress", { name: file.name })} /> {percent(part)}
        </span>
      )}
      <span className={styles.size}>{size(file.size)}</span>
      {failed && (
        <button
          type="button"
          className={styles.icon}
          aria-label={t("files.retry", { name: file.name })}
          onClick={() => retryUpload(upload.id)}
        >
          <RotateCw size={16} aria-hidden="true" />
        </button>
      )}
      <button
        type="button"
        className={styles.icon}
        aria-label={t("files.cancel", { name: file.name })}
        onClick={() => cancelUpload(upload.id)}
      >
        <X size={16} aria-hidden="true" />
      </button>
    </li>
  );
}

/** A file that goes as soon as there is what it goes to. */
export function HeldRow({ file, purpose, onRemove }: { file: File; purpose: Purpose; onRemove: () => void }) {
  const { t } = useTranslation();
  return <LocalRow file={file} note={t(purpose === "photo" ? "files.heldPhoto" : "files.held")} onRemove={onRemove} />;
}

/** A file that was not sent, and why. */
export function RefusedRow({ file, why, onRemove }: { file: File; why: Refusal; onRemove: () => void }) {
  const { t } = useTranslation();
  const { size } = useFormats();
  const limit = size(useSettings()?.max_file_bytes ?? 0);
  return <LocalRow file={file} note={t(`files.refused.${why}`, { limit })} failed onRemove={onRemove} />;
}

function LocalRow({ file, note, failed, onRemove }: { file: File; note: string; failed?: boolean; onRemove: () => void }) {
  const { t } = useTranslation();
  const { size } = useFormats();
  return (
    <li className={styles.row} data-failed={failed}>
      <FileIcon size={16} aria-hidden="true" />
      <span className={styles.name}>
        {file.name}
        <span className={failed ? styles.error : styles.note} role={failed ? "alert" : undefined}>
          {note}
        </span>
      </span>
      <span className={styles.size}>{size(file.size)}</span>
      <button type="button" className={styles.icon} aria-label={t("files.remove", { name: file.name })} onClick={onRemove}>
        <X size={16} aria-hidden="true" />
      </button>
    </li>
  );
}

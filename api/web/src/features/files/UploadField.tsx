import { useMutation } from "@tanstack/react-query";
import { Camera, Paperclip } from "lucide-react";
import { type DragEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSettings } from "@/api/settings";
import { useFormats } from "@/i18n/format";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useMedia } from "@/kit/useMedia";
import { refusal } from "./check";
import styles from "./files.module.css";
import { type Attachment, removeAttachment } from "./queries";
import { StoredRow, UploadRow } from "./rows";
import { type Purpose, upload, useUploads } from "./uploads";

interface Props {
  label: string;
  purpose: Purpose;
  /** The request that the files go to, made now if there is none yet; null if it cannot be. */
  request: () => Promise<string | null>;
  requestId: string | undefined;
  attachments: Attachment[];
  error?: string;
  /** Files that were chosen, for whoever looks for doubles. */
  onFiles?: (files: File[]) => void;
}

/** Files by drop, paste, camera and browsing, each with its progress. */
export function UploadField({ label, purpose, request, requestId, attachments, error, onFiles }: Props) {
  const { t } = useTranslation();
  const { size } = useFormats();
  const settings = useSettings();
  const touch = useMedia("coarse");
  const id = useId();
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  const uploads = useUploads().filter((one) => one.requestId === requestId && one.purpose === purpose);
  const remove = useMutation({ mutationFn: removeAttachment });

  async function take(files: File[]) {
    const wrong = files.flatMap((file) => {
      const why = refusal(file, settings);
      return why ? [t(`files.refused.${why}`, { name: file.name, limit: size(settings?.max_file_bytes ?? 0) })] : [];
    });
    setRefused(wrong);
    const good = files.filter((file) => !refusal(file, settings));
    if (good.length === 0) return;
    onFiles?.(good);
    const to = await request();
    if (to) upload(to, purpose, good);
  }

  // A picture from the clipboard may be pasted anywhere on the form.
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) void take(files);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  });

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take([...event.dataTransfer.files]);
  };

  return (
    <section
      className={styles.field}
      aria-label={label}
      data-over={over || undefined}
      data-invalid={error ? true : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles.label}>{label}</div>
      <ul className={styles.rows}>
        {attachments
          .filter((attachment) => attachment.purpose === purpose)
          .map((attachment) => (
            <StoredRow key={attachment.id} attachment={attachment} onRemove={() => remove.mutate(attachment)} />
          ))}
        {uploads.map((one) => (
          <UploadRow key={one.id} upload={one} />
        ))}
      </ul>
      <ProblemNotice error={remove.error} />
      {refused.map((text) => (
        <Notice key={text}>{text}</Notice>
      ))}
      <div className={styles.choose}>
        <Pick id={`${id}-file`} onFiles={take}>
          <Paperclip size={16} aria-hidden="true" /> {t("files.browse")}
        </Pick>
        {touch && (
          <Pick id={`${id}-camera`} onFiles={take} camera>
            <Camera size={16} aria-hidden="true" /> {t("files.camera")}
          </Pick>
        )}
        {!touch && <span className={styles.hint}>{t("files.hint")}</span>}
      </div>
      {error && <p className={styles.error}>{error}</p>}
    </section>
  );
}

type PickProps = { id: string; onFiles: (files: File[]) => void; camera?: boolean; children: React.ReactNode };

function Pick({ id, onFiles, camera, children }: PickProps) {
  return (
    <label htmlFor={id} className={styles.pick}>
      {children}
      <input
        id={id}
        type="file"
        multiple={!camera}
        accept={camera ? "image/*" : undefined}
        capture={camera ? "environment" : undefined}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </label>
  );
}

import { useMutation } from "@tanstack/react-query";
import { Camera, Paperclip } from "lucide-react";
import { type DragEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSettings } from "@/api/settings";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useMedia } from "@/kit/useMedia";
import { dropFile, keepFiles, useKeptFiles } from "@/offline/files";
import { accepted, pictures, type Refusal, refusal } from "./check";
import styles from "./files.module.css";
import { Pick } from "./Pick";
import { type Attachment, removeAttachment } from "./queries";
import { HeldRow, RefusedRow, StoredRow, UploadRow } from "./rows";
import { type Purpose, upload, useUploads } from "./uploads";

interface Props {
  label: string;
  purpose: Purpose;
  /** The draft that the files belong to on this device until the server has them. */
  owner: string;
  /** Makes what the files go to, if there is none yet and it can be. */
  onKept?: () => unknown;
  /** What they go to, once there is such. */
  requestId: string | undefined;
  attachments: Attachment[];
  error?: string;
  /** Files that were chosen, for whoever looks for doubles. */
  onFiles?: (files: File[]) => void;
}

/** Files by drop, paste, camera and browsing, each with its progress. */
export function UploadField({ label, purpose, owner, onKept, requestId, attachments, error, onFiles }: Props) {
  const { t } = useTranslation();
  const settings = pictures(useSettings(), purpose);
  const touch = useMedia("coarse");
  const id = useId();
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<{ file: File; why: Refusal }[]>([]);
  const uploads = useUploads().filter((one) => one.requestId === requestId && one.purpose === purpose);
  const kept = useKeptFiles(owner);
  const held = kept.filter((one) => one.purpose === purpose && !uploads.some((other) => other.id === one.id));
  const remove = useMutation({ mutationFn: removeAttachment });

  async function take(files: File[]) {
    const looked = files.map((file) => ({ file, why: refusal(file, settings) }));
    setRefused((before) => [...before, ...looked.flatMap(({ file, why }) => (why ? [{ file, why }] : []))]);
    const good = looked.filter(({ why }) => !why).map(({ file }) => file);
    if (good.length === 0) return;
    onFiles?.(good);
    await keepFiles(owner, purpose, good);
    onKept?.();
  }

  // What was chosen before there was something to send it to, or before the page was closed, goes now.
  useEffect(() => {
    if (requestId)
      upload(
        requestId,
        kept.filter((one) => one.purpose === purpose),
      );
  }, [requestId, purpose, kept]);

  // A picture from the clipboard may be pasted anywhere on the form. Cells of a sheet are there
  // as text, as a table and as a picture: they are text. A file brings its name along as text.
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      const cells = ["text/plain", "text/html"].every((type) => event.clipboardData?.types.includes(type));
      if (files.length > 0 && !cells) void latest.current(files);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, []);

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
        {held.map(({ id, file }) => (
          <HeldRow key={id} file={file} purpose={purpose} onRemove={() => void dropFile(id)} />
        ))}
        {refused.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: files have no identity, and rows no state.
          <RefusedRow key={i} {...one} onRemove={() => setRefused(refused.filter((other) => other !== one))} />
        ))}
      </ul>
      <ProblemNotice error={remove.error} />
      <div className={styles.choose}>
        <Pick id={`${id}-file`} onFiles={take} accept={accepted(settings)} describedBy={error ? `${id}-error` : undefined}>
          <Paperclip size={16} aria-hidden="true" /> {t("files.browse")}
        </Pick>
        {touch && (
          <Pick id={`${id}-camera`} onFiles={take} accept="image/*" camera>
            <Camera size={16} aria-hidden="true" /> {t("files.camera")}
          </Pick>
        )}
        {!touch && <span className={styles.hint}>{t("files.hint")}</span>}
      </div>
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </section>
  );
}

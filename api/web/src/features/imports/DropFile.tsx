import { FileUp } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import layout from "@/kit/layout.module.css";
import { saveFile } from "@/kit/saveFile";
import { csvOf } from "./csv";
import styles from "./import.module.css";
import type { ImportKind } from "./kind";

interface Props {
  kind: ImportKind;
  file: File | undefined;
  onFile: (file: File) => void;
  disabled: boolean;
}

/** Where a file is dropped or chosen, and a template to begin with. */
export function DropFile({ kind, file, onFile, disabled }: Props) {
  const { t } = useTranslation();
  const { size } = useFormats();
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [first] = event.dataTransfer.files;
    if (first && !disabled) onFile(first);
  };
  const template = () => saveFile(new Blob([csvOf([kind.columnNames.split(",")])], { type: "text/csv" }), kind.templateFile);
  return (
    <section
      className={styles.drop}
      aria-label={t("imports.file")}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileUp size={24} strokeWidth={1.6} aria-hidden="true" />
      <div>
        <label htmlFor={id} className={styles.choose}>
          {file ? t("imports.other") : t("imports.choose")}
        </label>
        <input
          id={id}
          type="file"
          className={styles.input}
          accept=".csv,.xlsx,text/csv"
          disabled={disabled}
          onChange={(event) => {
            const [first] = event.currentTarget.files ?? [];
            // The same file may be chosen again once it was mended.
            event.currentTarget.value = "";
            if (first) onFile(first);
          }}
        />
        <p className={layout.hint}>{file ? `${file.name}${t("common.separator")}${size(file.size)}` : t("imports.hint")}</p>
      </div>
      <button type="button" className={layout.textButton} onClick={template}>
        {t("imports.template")}
      </button>
    </section>
  );
}

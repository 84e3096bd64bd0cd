import { FileUp } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/format";
import layout from "@/kit/layout.module.css";
import styles from "./import.module.css";
import { saveFile } from "./saveFile";

interface Props {
  file: File | undefined;
  onFile: (file: File) => void;
  disabled: boolean;
}

/** Where a file is dropped or chosen, and a template to begin with. */
export function DropFile({ file, onFile, disabled }: Props) {
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
  // The mark at the beginning tells spreadsheets that it is UTF-8.
  const template = () =>
    saveFile(new Blob([`\ufeff${t("customers.import.columns")}\r\n`], { type: "text/csv" }), t("customers.import.templateFile"));
  return (
    <section
      className={styles.drop}
      aria-label={t("customers.import.file")}
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
          {file ? t("customers.import.other") : t("customers.import.choose")}
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
        <p className={layout.hint}>{file ? `${file.name}${t("common.separator")}${size(file.size)}` : t("customers.import.hint")}</p>
      </div>
      <button type="button" className={layout.textButton} onClick={template}>
        {t("customers.import.template")}
      </button>
    </section>
  );
}

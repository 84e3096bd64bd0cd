import type { ReactNode } from "react";
import styles from "./files.module.css";

type Props = {
  id: string;
  onFiles: (files: File[]) => void;
  accept?: string;
  camera?: boolean;
  describedBy?: string;
  children: ReactNode;
};

/** A button that opens the file chooser, or the camera. */
export function Pick({ id, onFiles, accept, camera, describedBy, children }: Props) {
  return (
    <label htmlFor={id} className={styles.pick}>
      {children}
      <input
        id={id}
        type="file"
        multiple={!camera}
        accept={accept || undefined}
        capture={camera ? "environment" : undefined}
        aria-describedby={describedBy}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </label>
  );
}

import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./marks.module.css";

const icons = { error: CircleAlert, warning: TriangleAlert, info: Info };

type Props = { kind?: keyof typeof icons; children: ReactNode; action?: { label: string; run: () => void } };

/** Something to know, where it matters, with at most one thing to do about it. */
export function Notice({ kind = "error", children, action }: Props) {
  const Icon = icons[kind];
  return (
    <div className={styles.notice} data-kind={kind} role={kind === "error" ? "alert" : "status"}>
      <Icon size={16} aria-hidden="true" />
      <div className={styles.noticeText}>{children}</div>
      {action && (
        <button type="button" className={styles.noticeAction} onClick={action.run}>
          {action.label}
        </button>
      )}
    </div>
  );
}

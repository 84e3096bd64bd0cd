import type { ReactNode } from "react";
import styles from "./marks.module.css";

/** Says what a list is for, and offers the first step. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}

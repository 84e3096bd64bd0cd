import styles from "./marks.module.css";

/** The key of a button, shown where there is a keyboard and never part of its name. */
export function Kbd({ children }: { children: string }) {
  return (
    <span className={styles.kbd} aria-hidden="true">
      {children}
    </span>
  );
}

import { useEffect, useState } from "react";
import styles from "./marks.module.css";

/** Grey lines in the shape of what comes, after 150 ms, so that fast answers don't flash. */
export function Skeleton({ rows = 3, height = 20, gap = 12 }: { rows?: number; height?: number; gap?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setShown(true), 150);
    return () => window.clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all the same.
        <span key={row} className={styles.skeleton} style={{ height, marginBottom: gap, width: `${96 - ((row * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

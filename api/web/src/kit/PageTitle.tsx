import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";
import styles from "./PageTitle.module.css";

type Props = { title: string; count?: number; sub?: ReactNode; tag?: ReactNode; actions?: ReactNode; hidden?: boolean; level?: 1 | 2 };

/**
 * The page's one h1, which also names the document and takes the focus on a
 * change of route; on level 2 the title of what is shown beside a list.
 */
export function PageTitle({ title, count, sub, tag, actions, hidden = false, level = 1 }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    if (level === 1) document.title = count ? `(${count}) ${title}` : title;
  }, [title, count, level]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when the address does.
  useEffect(() => {
    const active = document.activeElement;
    if (level === 1 && (!active || active === document.body)) heading.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <div className={hidden ? styles.hidden : styles.head}>
      <div className={styles.text}>
        <div className={styles.line}>
          {level === 1 ? (
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
          ) : (
            <h2 className={styles.second}>{title}</h2>
          )}
          {tag}
        </div>
        {sub && <p className={styles.sub}>{sub}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

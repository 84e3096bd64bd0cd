import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";
import styles from "./PageTitle.module.css";

type Props = { title: string; count?: number; sub?: ReactNode; tag?: ReactNode; actions?: ReactNode; hidden?: boolean };

/** The page's one h1, which also names the document and takes the focus on a change of route. */
export function PageTitle({ title, count, sub, tag, actions, hidden = false }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = count ? `(${count}) ${title}` : title;
  }, [title, count]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when the address does.
  useEffect(() => {
    const active = document.activeElement;
    if (!active || active === document.body) heading.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <div className={hidden ? styles.hidden : styles.head}>
      <div className={styles.text}>
        <div className={styles.line}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {tag}
        </div>
        {sub && <p className={styles.sub}>{sub}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

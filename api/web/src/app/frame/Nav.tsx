import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useMe } from "@/api/me";
import { screens } from "../routes";
import { Brand } from "./Brand";
import { countOf, useCounts } from "./counts";
import { icons } from "./icons";
import styles from "./Nav.module.css";

/** The navigation: what this person may open, with what waits there. */
export function Nav({ fold }: { fold: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const counts = useCounts();
  return (
    <nav className={styles.nav} data-fold={fold || undefined} aria-label={t("common.nav.label")}>
      <Brand short={fold} />
      <ul>
        {screens.map(({ path, nav, may }) => {
          if (!nav || !(may?.(me) ?? true)) return null;
          const count = countOf(nav.name, counts);
          const Icon = icons[nav.name];
          const name = t(`common.nav.${nav.name}`);
          return (
            <li key={path}>
              <NavLink to={path} end={path === "/"} className={styles.link} title={fold ? name : undefined}>
                <Icon size={18} strokeWidth={1.6} aria-hidden="true" />
                <span className={styles.name}>{name}</span>
                {count > 0 && (
                  <span className={styles.count} aria-hidden="true">
                    {count}
                  </span>
                )}
              </NavLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

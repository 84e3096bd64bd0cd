import { Drawer } from "@mantine/core";
import { Plus, User } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useNavigate } from "react-router";
import { useMe } from "@/api/me";
import controls from "@/kit/controls.module.css";
import { screens } from "../routes";
import styles from "./BottomBar.module.css";
import { countOf, useCounts } from "./counts";
import { icons } from "./icons";
import { newThings } from "./newThings";

/** The phone's navigation: the first places, what one can begin, and oneself. */
export function BottomBar() {
  const { t } = useTranslation();
  const me = useMe();
  const counts = useCounts();
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const things = newThings.filter((thing) => thing.may(me));
  const places = screens.filter(({ nav, may }) => nav && (may?.(me) ?? true)).slice(0, 4);
  const middle = Math.ceil(places.length / 2);
  const place = ({ path, nav }: (typeof places)[number]) => {
    if (!nav) return null;
    const Icon = icons[nav.name];
    const count = countOf(nav.name, counts);
    return (
      <NavLink key={path} to={path} end={path === "/"} className={styles.place}>
        <Icon size={20} strokeWidth={1.6} aria-hidden="true" />
        <span>{t(`common.nav.${nav.name}`)}</span>
        {count > 0 && <b aria-hidden="true">{count > 99 ? "99+" : count}</b>}
      </NavLink>
    );
  };
  return (
    <nav className={styles.bar} aria-label={t("common.nav.label")}>
      {places.slice(0, middle).map(place)}
      {things.length > 0 && (
        <button type="button" className={styles.plus} aria-label={t("common.new.label")} onClick={() => setOpened(true)}>
          <Plus size={24} aria-hidden="true" />
        </button>
      )}
      {places.slice(middle).map(place)}
      <NavLink to="/me" className={styles.place}>
        <User size={20} strokeWidth={1.6} aria-hidden="true" />
        <span>{t("common.nav.me")}</span>
      </NavLink>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="bottom"
        classNames={{ content: controls.bottomSheet }}
        title={t("common.new.label")}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <ul className={styles.things}>
          {things.map((thing) => (
            <li key={thing.name}>
              <button
                type="button"
                onClick={() => {
                  setOpened(false);
                  navigate(thing.path);
                }}
              >
                {t(`common.new.${thing.name}`)}
              </button>
            </li>
          ))}
        </ul>
      </Drawer>
    </nav>
  );
}

import { Ellipsis, Plus, User } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useMe } from "@/api/me";
import { load } from "../part";
import { screens } from "../routes";
import styles from "./BottomBar.module.css";
import { countOf, useCounts } from "./counts";
import { icons } from "./icons";
import { newThings } from "./newThings";

const NewSheet = load("NewSheet", () => import("./NewSheet"));

/** What is a tap away; the other places stand below what one can begin. */
const first = ["inbox", "workLogs", "customers"];

/** The phone's navigation: the first places, what one can begin, and oneself. */
export function BottomBar() {
  const { t } = useTranslation();
  const me = useMe();
  const counts = useCounts();
  const [opened, setOpened] = useState<boolean | null>(null);
  const things = newThings.filter((thing) => thing.may(me));
  const all = screens.filter(({ nav, may }) => nav && (may?.(me) ?? true));
  const places = all.filter(({ nav }) => first.includes(nav?.name ?? ""));
  const others = all.filter((screen) => !places.includes(screen));
  const middle = Math.ceil(places.length / 2);
  const name = t(things.length > 0 ? "common.new.label" : "common.more");
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
      <button type="button" className={styles.plus} aria-label={name} onClick={() => setOpened(true)}>
        {things.length > 0 ? <Plus size={24} aria-hidden="true" /> : <Ellipsis size={24} aria-hidden="true" />}
      </button>
      {places.slice(middle).map(place)}
      <NavLink to="/me" className={styles.place}>
        <User size={20} strokeWidth={1.6} aria-hidden="true" />
        <span>{t("common.nav.me")}</span>
      </NavLink>
      {opened !== null && (
        <Suspense>
          <NewSheet name={name} opened={opened} onClose={() => setOpened(false)} others={others} />
        </Suspense>
      )}
    </nav>
  );
}

import { Menu } from "@mantine/core";
import { Bell as BellIcon } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMedia } from "@/kit/useMedia";
import styles from "./notifications.module.css";

// What is read only once the bell is opened does not load with every screen.
const Newest = lazy(() => import("./Newest"));

/** How much is unread, and the newest of it; on a phone it leads to the page with all. */
export function Bell({ unread }: { unread: number }) {
  const { t } = useTranslation();
  const phone = useMedia("phone");
  const [opened, setOpened] = useState(false);
  const name = unread > 0 ? t("common.unread", { count: unread }) : t("notifications.title");
  const inside = (
    <>
      <BellIcon size={20} strokeWidth={1.6} aria-hidden="true" />
      {unread > 0 && <b aria-hidden="true">{unread > 99 ? "99+" : unread}</b>}
    </>
  );
  if (phone) {
    return (
      <Link to="/notifications" className={styles.bell} aria-label={name}>
        {inside}
      </Link>
    );
  }
  return (
    <Menu position="bottom-end" width={400} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <button type="button" className={styles.bell} aria-label={name} title={name}>
          {inside}
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        {opened && (
          <Suspense fallback={null}>
            <Newest />
          </Suspense>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

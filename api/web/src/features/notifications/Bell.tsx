import { Menu } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useMedia } from "@/kit/useMedia";
import { Notification } from "./Notification";
import styles from "./notifications.module.css";
import { notificationsQuery } from "./queries";
import { useOpen } from "./useOpen";

const newest = 20;

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
      <Menu.Dropdown className={styles.menu}>{opened && <Newest />}</Menu.Dropdown>
    </Menu>
  );
}

function Newest() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = useOpen();
  const query = useInfiniteQuery({ ...notificationsQuery({ limit: newest }), staleTime: 0 });
  const told = query.data?.pages[0]?.items ?? [];
  return (
    <>
      {query.isSuccess && told.length === 0 && <Menu.Label>{t("notifications.none")}</Menu.Label>}
      {!query.data && <Menu.Label>{t(query.failureReason ? "notifications.failed" : "notifications.loading")}</Menu.Label>}
      {told.map((one) => (
        <Menu.Item key={one.id} onClick={() => open(one)}>
          <Notification told={one} />
        </Menu.Item>
      ))}
      <Menu.Item className={styles.all} onClick={() => navigate("/notifications")}>
        {t("notifications.all")}
      </Menu.Item>
    </>
  );
}

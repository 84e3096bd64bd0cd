import { Menu } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Notification } from "./Notification";
import styles from "./notifications.module.css";
import { notificationsQuery } from "./queries";
import { useOpen } from "./useOpen";

const newest = 20;

/** The newest notifications, under the bell. */
export default function Newest() {
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

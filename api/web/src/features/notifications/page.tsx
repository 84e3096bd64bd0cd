import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { PageTitle } from "@/kit/PageTitle";
import { ProblemNotice, QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { Notification } from "./Notification";
import styles from "./notifications.module.css";
import { notificationsQuery, readNotifications } from "./queries";

/** Everything that one was told. */
export default function NotificationsPage() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(notificationsQuery());
  const told = list.data?.pages.flatMap((page) => page.items) ?? [];
  const read = useMutation({ mutationFn: readNotifications });
  const unread = told.some((one) => one.read_at === null);
  return (
    <>
      <PageTitle
        title={t("notifications.title")}
        actions={
          unread && (
            <Button loading={read.isPending} onClick={() => read.mutate("all")}>
              {t("notifications.readAll")}
            </Button>
          )
        }
      />
      <div className={layout.sheet}>
        <ProblemNotice error={read.error} retry={() => read.mutate("all")} />
        <QueryProblem query={list} />
        {list.isPending && (
          <div className={layout.pad}>
            <Skeleton rows={8} height={36} />
          </div>
        )}
        {list.isSuccess && told.length === 0 && <EmptyState>{t("notifications.empty")}</EmptyState>}
        <ul className={styles.list}>
          {told.map((one) => (
            <li key={one.id}>
              <Link to={one.link} onClick={() => one.read_at === null && read.mutate([one.id])}>
                <Notification told={one} />
              </Link>
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <div className={layout.pad}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t("notifications.more")}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

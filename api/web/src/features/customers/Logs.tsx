import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "@/i18n/format";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import styles from "./page.module.css";
import { type Customer, customerLogsQuery, type WorkLog } from "./queries";

/** What people wrote about their days with a customer. */
export function Logs({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(customerLogsQuery(customer.id));
  const logs = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={layout.pad}>
      <QueryProblem query={list} />
      {list.isPending && <Skeleton rows={6} height={40} />}
      {list.isSuccess && logs.length === 0 && <EmptyState>{t("customers.logs.empty")}</EmptyState>}
      <ul className={styles.logs} aria-label={t("customers.parts.work-logs")}>
        {logs.map((log) => (
          <Log key={log.id} log={log} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={styles.more}>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("customers.list.more")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Log({ log }: { log: WorkLog }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const told = [
    log.author?.name,
    log.contact?.name,
    log.project?.name,
    log.hours && t("customers.logs.hours", { hours: log.hours }),
    log.photos.length > 0 && t("customers.logs.photos", { count: log.photos.length }),
    log.comments > 0 && t("customers.logs.comments", { count: log.comments }),
  ].filter(Boolean);
  return (
    <li>
      <div className={layout.spread}>
        <b>
          {day(log.work_date)}
          {t("common.separator")}
          {t(`customers.logs.kind.${log.kind}`)}
        </b>
        <Link className={layout.link} to={`/work-logs/${log.id}`}>
          {t("customers.logs.open")}
        </Link>
      </div>
      <p>{log.content}</p>
      {log.result && <p>{t("customers.logs.result", { text: log.result })}</p>}
      {log.next_step && <p>{t("customers.logs.next", { text: log.next_step })}</p>}
      <p className={layout.hint}>{told.join(t("common.separator"))}</p>
    </li>
  );
}

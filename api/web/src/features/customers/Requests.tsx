import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { RequestTable, requestsQuery } from "@/features/requests/public";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import styles from "./page.module.css";
import type { Customer } from "./queries";

/** The requests around a customer that one may see. */
export function Requests({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(requestsQuery({ customer_id: customer.id }));
  const requests = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <QueryProblem query={list} />
      {list.isPending && (
        <div className={layout.pad}>
          <Skeleton rows={6} />
        </div>
      )}
      {list.isSuccess && requests.length === 0 && <EmptyState>{t("customers.requests.empty")}</EmptyState>}
      {requests.length > 0 && <RequestTable requests={requests} />}
      {list.hasNextPage && (
        <div className={styles.more}>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("customers.list.more")}
          </Button>
        </div>
      )}
    </>
  );
}

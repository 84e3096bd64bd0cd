import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { allows, useMe } from "@/api/me";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import listStyles from "@/kit/list.module.css";
import { PageTitle } from "@/kit/PageTitle";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { ListFilter } from "./ListFilter";
import { requestsQuery } from "./queries";
import { RequestTable } from "./RequestTable";
import { useRequestFilter } from "./useRequestFilter";

/** Requests of both kinds that one may see, filtered by what stands in the address. */
export default function RequestsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const { filter, filtered } = useRequestFilter();
  const list = useInfiniteQuery(requestsQuery(filter));
  const requests = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageTitle
        title={t("requests.list.title")}
        actions={
          <>
            {allows(me, "expense_request.create") && (
              <Button component={Link} to="/expense-requests/new" variant="filled">
                {t("common.new.expense")}
              </Button>
            )}
            {allows(me, "project_request.create") && (
              <Button component={Link} to="/project-requests/new">
                {t("common.new.project")}
              </Button>
            )}
          </>
        }
      />
      <div className={layout.sheet}>
        <ListFilter requests={requests} />
        <QueryProblem query={list} />
        {list.isPending && (
          <div className={layout.pad}>
            <Skeleton rows={10} />
          </div>
        )}
        {list.isSuccess && requests.length === 0 && <EmptyState>{t(filtered ? "requests.list.none" : "requests.list.empty")}</EmptyState>}
        {requests.length > 0 && <RequestTable requests={requests} />}
        {list.hasNextPage && (
          <div className={listStyles.more}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t("requests.list.more")}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { RequestTable, requestsQuery } from "@/features/requests/public";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import styles from "./projects.module.css";

/** The requests that a project's figures come from. */
export function ProjectRequests({ projectId }: { projectId: string }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(requestsQuery({ project_id: projectId, limit: 20 }));
  const requests = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={styles.requests}>
      <QueryProblem query={list} />
      {list.isSuccess && requests.length === 0 && <p className={`${layout.hint} ${layout.pad}`}>{t("projects.noRequests")}</p>}
      {requests.length > 0 && <RequestTable requests={requests} />}
      {list.hasNextPage && (
        <div className={layout.pad}>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("customers.list.more")}
          </Button>
        </div>
      )}
    </div>
  );
}

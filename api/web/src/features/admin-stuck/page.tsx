import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AdminTitle } from "@/features/admin/public";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { Notice } from "@/kit/Notice";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { ActDialog } from "./ActDialog";
import type { Asked } from "./acts";
import { stuckQuery } from "./queries";
import { StuckRow } from "./StuckRow";
import styles from "./stuck.module.css";

/** Requests that do not go on by themselves. */
export default function StuckPage() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(stuckQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  const checked = list.data?.pages.every((page) => page.engine_checked) ?? true;
  return (
    <>
      <AdminTitle
        part="stuck"
        actions={
          <Button loading={list.isRefetching} onClick={() => void list.refetch()}>
            {t("adminStuck.again")}
          </Button>
        }
      />
      <div className={layout.sheet}>
        <QueryProblem query={list} />
        {!checked && (
          <div className={layout.pad}>
            <Notice kind="warning">{t("adminStuck.engine")}</Notice>
          </div>
        )}
        {list.isPending && (
          <div className={layout.pad}>
            <Skeleton rows={4} height={48} />
          </div>
        )}
        {list.isSuccess && entries.length === 0 && <EmptyState>{t(checked ? "adminStuck.none" : "adminStuck.noneSeen")}</EmptyState>}
        <ul className={styles.rows} aria-label={t("admin.part.stuck")}>
          {entries.map((entry) => (
            <StuckRow key={entry.request.id} entry={entry} onAsk={setAsked} />
          ))}
        </ul>
        {list.hasNextPage && (
          <div className={styles.more}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t("adminStuck.more")}
            </Button>
          </div>
        )}
      </div>
      {asked && <ActDialog asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

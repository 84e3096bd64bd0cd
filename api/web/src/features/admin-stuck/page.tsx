import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
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

/** Requests that are stuck. */
export default function StuckPage() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(stuckQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [done, setDone] = useState("");
  const [refused, setRefused] = useState<Record<string, unknown>>({});
  const told = useRef<HTMLDivElement>(null);
  const opener = useRef<Element | null>(null);
  const ask = (next: Asked) => {
    opener.current = document.activeElement;
    setDone("");
    setAsked(next);
  };
  const close = () => {
    setAsked(null);
    window.requestAnimationFrame(() => opener.current instanceof HTMLElement && opener.current.focus());
  };
  const refusal = (id: string, error: unknown) => setRefused((all) => ({ ...all, [id]: error }));
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
        {/* The row with the button is gone by then, so this takes the focus. */}
        <div ref={told} tabIndex={-1} className={styles.done}>
          {done && (
            <div className={layout.pad}>
              <Notice kind="info">{done}</Notice>
            </div>
          )}
        </div>
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
            <StuckRow key={entry.request.id} entry={entry} refused={refused[entry.request.id]} onAsk={ask} />
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
      {asked && (
        <ActDialog
          asked={asked}
          onClose={close}
          onRefused={(error) => refusal(asked.entry.request.id, error)}
          onDone={(said) => {
            refusal(asked.entry.request.id, null);
            setDone(said);
            setAsked(null);
            window.requestAnimationFrame(() => told.current?.focus());
          }}
        />
      )}
    </>
  );
}

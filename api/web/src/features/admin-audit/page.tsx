import { Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { AdminTitle } from "@/features/admin/public";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useKeys } from "@/kit/useKeys";
import { AuditFilterBar } from "./AuditFilterBar";
import { AuditRow } from "./AuditRow";
import styles from "./audit.module.css";
import { ExportAudit } from "./ExportAudit";
import { auditQuery } from "./queries";
import { useAuditFilter } from "./useAuditFilter";
import { useVerify } from "./Verify";

/** Who changed what in the administration, the newest first. */
export default function AuditPage() {
  const { t } = useTranslation();
  const { filter, narrowed, opened, toggle, set, clear } = useAuditFilter();
  const list = useInfiniteQuery({ ...auditQuery(filter), placeholderData: keepPreviousData });
  const events = list.data?.pages.flatMap((page) => page.items) ?? [];
  const verify = useVerify();
  const element = useRef<HTMLUListElement>(null);
  const group = t("admin.part.audit");
  const move = (by: 1 | -1) => {
    const rows = [...(element.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = document.activeElement instanceof HTMLElement ? rows.indexOf(document.activeElement) : -1;
    rows[at < 0 ? 0 : at + by]?.focus();
  };
  useKeys([
    { keys: "j", label: t("adminAudit.keys.down"), group, run: () => move(1) },
    { keys: "k", label: t("adminAudit.keys.up"), group, run: () => move(-1) },
  ]);
  return (
    <>
      <AdminTitle
        part="audit"
        actions={
          <>
            {verify.button}
            <ExportAudit />
          </>
        }
      />
      <div className={layout.sheet}>
        {verify.result}
        <AuditFilterBar events={events} />
        <QueryProblem query={list} />
        {list.isPending && (
          <div className={layout.pad}>
            <Skeleton rows={10} />
          </div>
        )}
        {list.isSuccess && events.length === 0 && (
          <EmptyState action={narrowed.length > 0 && <Button onClick={clear}>{t("common.filter.clear")}</Button>}>
            {t(narrowed.length > 0 ? "adminAudit.none" : "adminAudit.empty")}
          </EmptyState>
        )}
        <ul ref={element} className={styles.events} aria-label={group}>
          {events.map((event) => (
            <AuditRow key={event.id} event={event} opened={event.seq === opened} onToggle={() => toggle(event.seq)} onOnly={set} />
          ))}
        </ul>
        {list.hasNextPage && (
          <div className={styles.more}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t("adminAudit.more")}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

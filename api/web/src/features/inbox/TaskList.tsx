import { Button } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import type { components } from "@/api/schema";
import { useSent } from "@/features/decisions/public";
import { EmptyState } from "@/kit/EmptyState";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useTaskFilter } from "./filter";
import styles from "./inbox.module.css";
import { ListHead } from "./ListHead";
import type { Task } from "./queries";
import { TaskRow } from "./TaskRow";

interface Props {
  list: UseInfiniteQueryResult<InfiniteData<components["schemas"]["ListTask"]>>;
  tasks: Task[];
  selected: string | undefined;
  marked: ReadonlySet<string>;
  onMark: (id: string) => void;
  search: string;
  /** How many have come since, and are not shown yet. */
  waiting: number;
  onLetIn: () => void;
  /** Told which rows are in view. */
  inView: RefObject<readonly string[]>;
}

const rowHeight = { comfortable: 64, compact: 52 };
/** The next page is read so many rows before the end. */
const ahead = 20;

export function TaskList({ list, tasks, selected, marked, onMark, search, waiting, onLetIn, inView }: Props) {
  const { t } = useTranslation();
  const { box, filtered, clear } = useTaskFilter();
  const { density } = useMe().preferences;
  const sent = useSent();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: tasks.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight[density],
    getItemKey: (i) => tasks[i]?.id ?? i,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was measured holds for one density.
  useEffect(() => rows.measure(), [density]);
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last > tasks.length - ahead) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, tasks.length]);

  const at = tasks.findIndex((task) => task.id === selected);
  const there = at >= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list follows the selection, not its own rows.
  useEffect(() => {
    if (there) rows.scrollToIndex(at, { align: "auto" });
  }, [selected, there]);

  const { startIndex = 0, endIndex = -1 } = rows.range ?? {};
  useEffect(() => {
    inView.current = tasks.slice(startIndex, endIndex + 1).map((task) => task.id);
  }, [inView, tasks, startIndex, endIndex]);
  const letIn = () => {
    onLetIn();
    scroller.current?.scrollTo({ top: 0 });
  };

  return (
    <>
      <ListHead tasks={tasks} error={list.error} />
      <QueryProblem query={list} />
      <div className={styles.arrivals} role="status">
        {waiting > 0 && (
          <button type="button" onClick={letIn}>
            <ArrowUp size={12} aria-hidden="true" />
            {t("inbox.new", { count: waiting })}
          </button>
        )}
      </div>
      <div ref={scroller} className={styles.scroller}>
        {list.isPending && <Skeleton rows={8} height={44} gap={20} />}
        {list.isSuccess && tasks.length === 0 && (
          <EmptyState
            action={
              filtered && (
                <Button variant="default" onClick={clear}>
                  {t("common.filter.clear")}
                </Button>
              )
            }
          >
            {filtered ? t("inbox.none") : t(`inbox.empty.${box}`)}
          </EmptyState>
        )}
        <ul className={styles.rows} aria-label={t("inbox.tasks")} style={{ height: rows.getTotalSize() }}>
          {items.map((item) => {
            const task = tasks[item.index];
            if (!task) return null;
            return (
              <li
                key={item.key}
                className={styles.item}
                aria-setsize={hasNextPage ? -1 : tasks.length}
                aria-posinset={item.index + 1}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              >
                <TaskRow
                  task={task}
                  selected={task.id === selected}
                  marked={marked.has(task.id)}
                  onMark={box === "inbox" || box === "claimed" ? onMark : undefined}
                  search={search}
                  sent={sent.get(task.id)?.state}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}

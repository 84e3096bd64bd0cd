import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { Refusals } from "@/features/decisions/public";
import { type Kind, requestQuery } from "@/features/requests/public";
import { PageTitle } from "@/kit/PageTitle";
import { useMedia } from "@/kit/useMedia";
import { useArrivals } from "./arrivals";
import { BulkBar } from "./BulkBar";
import { useTaskFilter } from "./filter";
import styles from "./inbox.module.css";
import { tasksQuery } from "./queries";
import { TaskDetail } from "./TaskDetail";
import { TaskList } from "./TaskList";
import { useInboxKeys } from "./useInboxKeys";

/** What waits for a person beside what it is about: one screen to decide from. */
export default function InboxPage() {
  const { t } = useTranslation();
  const phone = useMedia("phone");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { taskId } = useParams();
  const { filter, box, sort, set, search } = useTaskFilter();
  const list = useInfiniteQuery(tasksQuery(filter));
  const all = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const inView = useRef<readonly string[]>([]);
  const { tasks, waiting, letIn } = useArrivals({
    list: JSON.stringify(filter),
    tasks: all,
    fetching: list.isFetching,
    selected: taskId,
    inView,
  });
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const at = tasks.findIndex((task) => task.id === taskId);
  const open = (id: string | undefined) => navigate(id ? `/inbox/${id}${search}` : `/inbox${search}`, { replace: !phone });

  // On a wide screen something is always in view.
  const first = tasks[0]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: opening is what depends on the rest.
  useEffect(() => {
    if (!phone && !taskId && first) open(first);
  }, [phone, taskId, first]);

  // The neighbours are read ahead, so that the next task is there at once.
  useEffect(() => {
    for (const near of [tasks[at + 1], tasks[at - 1]]) {
      if (near) void queries.prefetchQuery(requestQuery(near.request.kind as Kind, near.request.id));
    }
  }, [tasks, at, queries]);

  const move = (by: number) => {
    const next = tasks[at + by];
    if (next) open(next.id);
  };
  const mark = (id: string, on?: boolean) =>
    setMarked((before) => {
      const next = new Set(before);
      if (on ?? !before.has(id)) next.add(id);
      else next.delete(id);
      return next;
    });
  /** After a decision the next one is there; what was decided leaves the list with the answer. */
  const afterSent = () => {
    const next = tasks[at + 1] ?? tasks[at - 1];
    open(phone ? undefined : next?.id);
  };
  useInboxKeys({ tasks, at, sort, open, move, mark, set, phone });

  return (
    <div className={styles.inbox}>
      {(!phone || !taskId) && (
        <section className={styles.list} aria-label={t("inbox.title")}>
          <PageTitle title={t("inbox.title")} count={box === "inbox" ? tasks.length : 0} hidden />
          <div className={styles.refusals}>
            <Refusals except={phone || at < 0 ? undefined : taskId} />
          </div>
          <TaskList
            list={list}
            tasks={tasks}
            selected={taskId}
            marked={marked}
            onMark={mark}
            search={search}
            waiting={waiting}
            onLetIn={letIn}
            inView={inView}
          />
          <BulkBar
            tasks={tasks.filter((task) => marked.has(task.id))}
            onDone={(id) => mark(id, false)}
            onClear={() => setMarked(new Set())}
          />
        </section>
      )}
      {taskId && (
        <TaskDetail
          key={taskId}
          taskId={taskId}
          known={tasks[at]}
          position={at >= 0 ? [at + 1, tasks.length] : null}
          onMove={move}
          onSent={afterSent}
          search={search}
        />
      )}
    </div>
  );
}

import { Button } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { companyDay, daysBetween, useFormats } from "@/i18n/format";
import { EmptyState } from "@/kit/EmptyState";
import { QueryProblem } from "@/kit/ProblemNotice";
import type { Named } from "@/kit/SearchSelect";
import { Skeleton } from "@/kit/Skeleton";
import { Chain } from "./Chain";
import { EventRow } from "./EventRow";
import { rowsOf } from "./rows";
import { TimelineFilterBar } from "./TimelineFilterBar";
import styles from "./timeline.module.css";
import { useTimeline } from "./useTimeline";
import { useTimelineFilter } from "./useTimelineFilter";
import { useTimelineKeys } from "./useTimelineKeys";

interface Props {
  customerId: string;
  projects: Named[];
  /** Offered where nothing has happened yet. */
  onNote: (() => void) | undefined;
}

const rowHeight = 37;
const ahead = 30;

/** The element that the frame scrolls. */
const scroller = () => document.getElementById("main");

/** Everything that happened around a customer, by day; only what is in sight is drawn. */
export function Timeline({ customerId, projects, onNote }: Props) {
  const { t } = useTranslation();
  const { filter, narrowed, clear } = useTimelineFilter();
  const { list, events, waiting, letIn } = useTimeline(customerId, filter);
  const rows = useMemo(() => rowsOf(events), [events]);
  const actors = useMemo(() => [...new Map(events.map((event) => [event.actor.id, event.actor])).values()], [events]);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => setOpened((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));

  const element = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  // What stands above may have changed its height with any change of the page.
  useLayoutEffect(() => {
    const frame = scroller();
    if (!frame || !element.current) return;
    const top = element.current.getBoundingClientRect().top - frame.getBoundingClientRect().top + frame.scrollTop;
    setMargin(Math.round(top));
  });
  const drawn = useVirtualizer({
    count: rows.length,
    getScrollElement: scroller,
    estimateSize: () => rowHeight,
    getItemKey: (i) => rows[i]?.key ?? i,
    scrollMargin: margin,
    overscan: 10,
  });
  const items = drawn.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last > rows.length - ahead) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length]);
  const current = useTimelineKeys({ rows, toggle, show: (i) => drawn.scrollToIndex(i, { align: "auto" }) });

  return (
    <section aria-label={t("timeline.title")}>
      <div className={styles.head}>
        <TimelineFilterBar projects={projects} actors={actors} />
        <Chain customerId={customerId} />
      </div>
      <QueryProblem query={list} />
      <div className={styles.arrivals} role="status">
        {waiting > 0 && (
          <button type="button" onClick={letIn}>
            <ArrowUp size={12} aria-hidden="true" />
            {t("timeline.new", { count: waiting })}
          </button>
        )}
      </div>
      {list.isPending && <Skeleton rows={10} height={22} gap={14} />}
      {list.isSuccess && events.length === 0 && (
        <EmptyState
          action={
            narrowed.length > 0 ? (
              <Button onClick={clear}>{t("common.filter.clear")}</Button>
            ) : (
              onNote && <Button onClick={onNote}>{t("timeline.note.name")}</Button>
            )
          }
        >
          {t(narrowed.length > 0 ? "timeline.none" : "timeline.empty")}
        </EmptyState>
      )}
      <div ref={element} className={styles.rows} style={{ height: drawn.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div
              key={item.key}
              ref={drawn.measureElement}
              data-index={item.index}
              className={styles.item}
              style={{ transform: `translateY(${item.start - margin}px)` }}
            >
              {row.type === "day" ? (
                <Day day={row.day} />
              ) : (
                <EventRow event={row.event} opened={opened.has(row.key)} current={row.key === current} onToggle={() => toggle(row.key)} />
              )}
            </div>
          );
        })}
      </div>
      {list.isSuccess && events.length > 0 && !hasNextPage && <p className={styles.end}>{t("timeline.end")}</p>}
    </section>
  );
}

function Day({ day }: { day: string }) {
  const { day: written, relativeDay } = useFormats();
  const distance = daysBetween(companyDay(), day);
  return (
    <h3 className={styles.day}>
      {written(day)}
      {Math.abs(distance) < 2 && <span>{relativeDay(distance)}</span>}
    </h3>
  );
}

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { paths } from "@/api/schema";
import { requestPath } from "@/features/requests/public";
import { companyDay, useFormats, zoneOfCompany } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { Kbd } from "@/kit/Kbd";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useKeys } from "@/kit/useKeys";
import { Age, Due } from "@/kit/When";
import { dueBy } from "./due";
import styles from "./home.module.css";
import { firstTasks } from "./queries";

const shown = 5;
/** Of so many that are due first, those of today are counted. */
const lookedAt = 20;

interface Props {
  title: string;
  count?: number | undefined;
  filter: NonNullable<paths["/tasks"]["get"]["parameters"]["query"]>;
  empty: string;
  /** Where all of them are. */
  all: string;
  /** Its first row carries the page's one filled button. */
  hot?: boolean;
  /** Only what is due by the end of today, counted here. */
  dueToday?: boolean;
  late?: boolean;
  /** The key that goes to the block. */
  hotkey: string;
}

/** A number, what it counts, and the first of it. */
export function TaskBlock({ title, count, filter, empty, all, hot = false, dueToday = false, late = false, hotkey }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { money } = useFormats();
  const block = useRef<HTMLElement>(null);
  const query = useQuery(firstTasks(dueToday ? { ...filter, limit: lookedAt } : filter));
  const found = query.data?.items ?? [];
  const due = dueToday ? dueBy(found, zoneOfCompany(), companyDay()) : found;
  const tasks = due.slice(0, shown);
  const total = dueToday ? query.data && due.length : count;
  const more = dueToday && due.length === lookedAt && query.data?.next_cursor ? "+" : "";
  const dot = t("common.separator");
  useKeys([
    { keys: hotkey, label: title, group: t("common.nav.home"), run: () => block.current?.querySelector<HTMLElement>("a")?.focus() },
  ]);
  return (
    <section ref={block} className={styles.block}>
      <header className={styles.head}>
        <span className={styles.big} data-late={late || undefined}>
          {total === undefined ? "–" : `${total}${more}`}
        </span>
        <h2>{title}</h2>
        <span className={styles.space} />
        <Kbd>{hotkey}</Kbd>
      </header>
      <QueryProblem query={query} />
      {query.isPending && (
        <div className={layout.pad}>
          <Skeleton rows={3} height={36} />
        </div>
      )}
      {query.isSuccess && tasks.length === 0 && <p className={styles.none}>{empty}</p>}
      <ul>
        {tasks.map((task, i) => {
          const to = filter.box === "requested" ? requestPath(task.request) : `/inbox/${task.id}`;
          return (
            <li key={task.id} className={styles.row} data-first={(hot && i === 0) || undefined}>
              <Link to={to} className={styles.link}>
                <b>{[say(task.request.category_label) || say(task.request.kind_label), task.request.title].join(dot)}</b>
                <span className={styles.meta}>
                  {filter.box === "requested"
                    ? [say(task.step_label), task.assignee?.name ?? say(task.candidate_role_label)].join(dot)
                    : [task.request.number, task.request.requester.name, task.request.customer.name].join(dot)}
                </span>
              </Link>
              <span className={styles.amount}>{money(task.request.amount)}</span>
              <span className={styles.when}>
                {filter.box !== "requested" && task.due_at ? <Due at={task.due_at} /> : <Age at={task.created_at} />}
              </span>
              {hot && i === 0 && (
                <Button component={Link} to={to} variant="filled">
                  {t("home.start")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {(total ?? 0) > tasks.length && (
        <Link className={`${layout.link} ${styles.all}`} to={all}>
          {more ? t("home.allOfThem") : t("home.all", { count: total })}
        </Link>
      )}
    </section>
  );
}

import { Button } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { components } from "@/api/schema";
import { requestPath } from "@/features/requests/public";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { Kbd } from "@/kit/Kbd";
import layout from "@/kit/layout.module.css";
import { Skeleton } from "@/kit/Skeleton";
import { useKeys } from "@/kit/useKeys";
import { Age, Due } from "@/kit/When";
import { Failed } from "./Failed";
import styles from "./home.module.css";
import { useBlocks } from "./useBlocks";

interface Props {
  name: "tasks" | "requested" | "due";
  title: string;
  empty: string;
  /** Where all of them are. */
  all: string;
  /** Its first row carries the page's one filled button. */
  hot?: boolean;
  late?: boolean;
  /** The key that goes to the block. */
  hotkey: string;
}

/** A number, what it counts, and the first of it. */
export function TaskBlock({ name, title, empty, all, hot = false, late = false, hotkey }: Props) {
  const { t } = useTranslation();
  const block = useRef<HTMLElement>(null);
  const { home } = useBlocks();
  const found = home?.[name];
  const tasks = found?.items ?? [];
  const group = t("common.nav.home");
  useKeys([{ keys: hotkey, label: title, group, run: () => block.current?.querySelector<HTMLElement>("a")?.focus() }]);
  return (
    <section ref={block} className={styles.block} data-block>
      <header className={styles.head}>
        <span className={styles.big} data-late={(late && tasks.length > 0) || undefined}>
          {found?.count ?? "–"}
        </span>
        <h2>{title}</h2>
        <span className={styles.space} />
        <Kbd>{hotkey}</Kbd>
      </header>
      <Failed block={name} />
      {!home && (
        <div className={layout.pad}>
          <Skeleton rows={3} height={36} />
        </div>
      )}
      {found && tasks.length === 0 && <p className={styles.none}>{empty}</p>}
      <ul>
        {tasks.map((task, i) => (
          <TaskLine key={task.id} task={task} others={name === "requested"} hot={hot && i === 0} />
        ))}
      </ul>
      {found && found.count > tasks.length && (
        <Link className={`${layout.link} ${styles.all}`} to={all}>
          {t("home.all", { count: found.count })}
        </Link>
      )}
    </section>
  );
}

function TaskLine({ task, others, hot }: { task: components["schemas"]["Task"]; others: boolean; hot: boolean }) {
  const { t } = useTranslation();
  const say = useSay();
  const { money } = useFormats();
  const dot = t("common.separator");
  const { request } = task;
  const to = others ? requestPath(request) : `/inbox/${task.id}`;
  return (
    <li className={styles.row} data-first={hot || undefined}>
      <Link to={to} className={styles.link} data-row>
        <b>{[say(request.category_label) || say(request.kind_label), request.title].join(dot)}</b>
        <span className={styles.meta}>
          {others
            ? [say(task.step_label), task.assignee?.name ?? say(task.candidate_role_label)].join(dot)
            : [request.number, request.requester.name, request.customer.name].join(dot)}
        </span>
      </Link>
      <span className={styles.amount}>{money(request.amount)}</span>
      <span className={styles.when}>{!others && task.due_at ? <Due at={task.due_at} /> : <Age at={task.created_at} />}</span>
      {hot && (
        <Button component={Link} to={to} variant="filled">
          {t("home.start")}
        </Button>
      )}
    </li>
  );
}

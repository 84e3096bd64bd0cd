import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Sent, useTravelling } from "@/features/decisions/public";
import { DoubleMark } from "@/features/requests/public";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import marks from "@/kit/marks.module.css";
import { Age, Due } from "@/kit/When";
import styles from "./inbox.module.css";
import type { Task } from "./queries";

interface Props {
  task: Task;
  selected: boolean;
  marked: boolean;
  onMark: ((id: string) => void) | undefined;
  search: string;
  sent: Sent["state"] | undefined;
}

/** A task in two lines: what and how much, then whose and when. */
export function TaskRow({ task, selected, marked, onMark, search, sent }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const { moneyShort } = useFormats();
  const { request } = task;
  const dot = t("common.separator");
  const prefix = say(request.category_label) || say(request.kind_label);
  return (
    <div className={styles.row} data-selected={selected || undefined} data-sent={sent}>
      {onMark && (
        <label className={styles.mark}>
          <input
            type="checkbox"
            checked={marked}
            onChange={() => onMark(task.id)}
            aria-label={t("inbox.mark", { number: request.number })}
          />
        </label>
      )}
      <Link to={`/inbox/${task.id}${search}`} className={styles.link} aria-current={selected ? "true" : undefined}>
        <span className={styles.title}>
          {prefix}
          {dot}
          {request.title}
        </span>
        <span className={styles.amount}>{moneyShort(request.approved_amount ?? request.amount)}</span>
        <span className={styles.meta}>
          {request.over_budget && (
            <span className={marks.over}>
              <TriangleAlert size={12} aria-hidden="true" /> {t("inbox.over")}
              {dot}
            </span>
          )}
          {request.likely_double && (
            <>
              <DoubleMark />
              {dot}
            </>
          )}
          {[request.number, request.requester.name, request.customer.name].join(dot)}
        </span>
        <span className={styles.due}>
          <RowState task={task} sent={sent} />
        </span>
      </Link>
    </div>
  );
}

function RowState({ task, sent }: Pick<Props, "task" | "sent">) {
  const { t } = useTranslation();
  const say = useSay();
  const travelling = useTravelling();
  if (sent === "sending" || sent === "waiting") return travelling;
  if (sent === "refused" && task.state === "open") return <span className={marks.late}>{t("inbox.refused")}</span>;
  if (task.state !== "open") return say(task.outcome_label);
  return task.due_at ? <Due at={task.due_at} /> : <Age at={task.created_at} />;
}

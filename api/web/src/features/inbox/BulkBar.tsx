import { Button, Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { decide, type Outcome, stepOf, useSent } from "@/features/decisions/public";
import { useFormats } from "@/i18n/format";
import layout from "@/kit/layout.module.css";
import marks from "@/kit/marks.module.css";
import { add } from "@/kit/money";
import styles from "./inbox.module.css";
import type { Task } from "./queries";

type Props = { tasks: Task[]; onDone: (id: string) => void; onClear: () => void };

/** Sums of the amounts, one a currency. */
function sums(tasks: Task[]): { amount: string; currency: string }[] {
  const byCurrency = new Map<string, string>();
  for (const { request } of tasks) {
    if (request.amount) byCurrency.set(request.amount.currency, add(byCurrency.get(request.amount.currency) ?? "0", request.amount.amount));
  }
  return [...byCurrency].map(([currency, amount]) => ({ amount, currency }));
}

/** Several tasks decided at once, each by itself: what fails stays marked; why is told above the list. */
export function BulkBar({ tasks, onDone, onClear }: Props) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const sent = useSent();
  const [comment, setComment] = useState("");
  const [asked, setAsked] = useState(false);
  const able = (outcome: Outcome) => tasks.filter((task) => task.outcomes.includes(outcome) && stepOf(task.step).canBatch?.(outcome));

  useEffect(() => {
    for (const task of tasks) if (sent.get(task.id)?.state === "done") onDone(task.id);
  }, [sent, tasks, onDone]);

  if (tasks.length === 0) return null;
  const send = (outcome: Outcome) => {
    if (outcome === "reject" && !comment.trim()) return setAsked(true);
    for (const task of able(outcome)) {
      decide(task, { outcome, revision: task.request.revision, ...(comment.trim() ? { comment: comment.trim() } : {}) });
    }
    setAsked(false);
  };
  const over = tasks.filter((task) => task.request.over_budget).length;
  const alone = tasks.length - able("approve").length;
  const dot = t("common.separator");
  return (
    <section className={styles.bulk} aria-label={t("inbox.bulk.label")}>
      <p className={layout.hint}>
        {t("inbox.bulk.marked", { count: tasks.length })}
        {over > 0 && (
          <>
            {dot}
            <span className={marks.over}>{t("inbox.bulk.over", { count: over })}</span>
          </>
        )}
        {alone > 0 && dot + t("inbox.bulk.alone", { count: alone })}
      </p>
      <Textarea
        aria-label={t("inbox.bulk.comment")}
        placeholder={t("inbox.bulk.comment")}
        rows={1}
        value={comment}
        error={asked && !comment.trim() ? t("decisions.missing.comment") : undefined}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <div className={styles.bulkLine}>
        <span className={styles.bulkSum}>{sums(tasks).map(money).join(" + ")}</span>
        <Button onClick={() => send("approve")} disabled={able("approve").length === 0}>
          {t("inbox.bulk.approve", { count: able("approve").length })}
        </Button>
        <Button variant="outline" onClick={() => send("reject")} disabled={able("reject").length === 0}>
          {t("inbox.bulk.reject", { count: able("reject").length })}
        </Button>
        <Button variant="subtle" onClick={onClear}>
          {t("inbox.bulk.clear")}
        </Button>
      </div>
    </section>
  );
}

import { Button, Menu, Textarea } from "@mantine/core";
import { Ellipsis } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useAway } from "@/api/reach";
import type { RequestDetail } from "@/features/requests/public";
import { useSay } from "@/i18n/say";
import { isComposing } from "@/kit/composing";
import { Kbd } from "@/kit/Kbd";
import { Notice } from "@/kit/Notice";
import { useKeys } from "@/kit/useKeys";
import { useMedia } from "@/kit/useMedia";
import { Conflict } from "./Conflict";
import styles from "./DecisionBar.module.css";
import type { Outcome, Task } from "./queries";
import { useSettled } from "./sending";
import { useClaim } from "./useClaim";
import { needsComment, useDecision } from "./useDecision";

const keys: Partial<Record<string, string>> = { approve: "a", complete: "a", resubmit: "a", return: "b", reject: "r" };
const primary = new Set(["approve", "complete", "resubmit"]);

/** Where a task is decided: the step's form, a comment, and one button an outcome. */
export function DecisionBar({ task, request, onSent }: { task: Task; request: RequestDetail; onSent: () => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const phone = useMedia("phone");
  const bar = useRef<HTMLElement>(null);
  const comment = useRef<HTMLTextAreaElement>(null);
  const decision = useDecision(task, request, onSent);
  const claim = useClaim(task);
  const { Form } = decision.step;
  const outcomes = task.outcomes as Outcome[];
  const settled = useSettled();
  const away = useAway();
  const blocked = decision.sending || decision.stale || !settled;
  const flows = phone || decision.step.long;
  const back = returnOf(task, request);

  // The first field that is wrong gets the focus.
  const wrong = Object.keys(decision.errors).join();
  useEffect(() => {
    if (wrong) bar.current?.querySelector<HTMLElement>("[aria-invalid=true] input, [aria-invalid=true]")?.focus();
  }, [wrong]);

  const press = (outcome: Outcome) => {
    if (!blocked) decision.send(outcome);
  };
  const main = outcomes.find((outcome) => primary.has(outcome));
  const group = t("decisions.keys.group");
  useKeys(
    [
      ...outcomes.flatMap((outcome) => {
        const key = keys[outcome];
        return key ? [{ keys: key, label: say(task.outcome_labels[outcome]), group, run: () => press(outcome) }] : [];
      }),
      { keys: "c", label: t("decisions.keys.comment"), group, run: () => comment.current?.focus() },
      ...(claim ? [{ keys: "m", label: claim.label, group, run: claim.run }] : []),
    ],
    outcomes.length > 0,
  );
  if (outcomes.length === 0) return null;

  const button = (outcome: Outcome) => (
    <Button
      key={outcome}
      variant={outcome === main ? "filled" : outcome === "reject" || outcome === "withdraw" ? "outline" : "default"}
      className={styles[outcome]}
      disabled={blocked}
      onClick={() => press(outcome)}
    >
      {say(task.outcome_labels[outcome])}
      {keys[outcome] && <Kbd>{keys[outcome].toUpperCase()}</Kbd>}
    </Button>
  );
  const hidden = (outcome: Outcome) => phone && (outcome === "reject" || outcome === "withdraw");
  const ordered = [...outcomes].sort((a, b) => rank(a) - rank(b));

  const form = (Form || back) && (
    <>
      {back && (
        <Notice kind="info">
          <b>{t("decisions.back", { name: back.by.name })}</b> {back.comment}
        </Notice>
      )}
      {Form && <Form task={task} request={request} values={decision.values} errors={decision.errors} onChange={decision.setValues} />}
    </>
  );

  return (
    <section ref={bar} className={styles.bar} aria-label={t("decisions.bar")}>
      {flows && form && <div className={styles.step}>{form}</div>}
      <div className={styles.dock}>
        {!flows && form}
        {decision.sending && away && <Notice kind="warning">{t("decisions.waitsText")}</Notice>}
        <Conflict task={task} request={request} error={decision.refused} stale={decision.stale} onRead={decision.readNew} />
        <div className={styles.line}>
          <Textarea
            ref={comment}
            className={styles.comment}
            aria-label={t("decisions.field.comment")}
            placeholder={t(outcomes.some(needsComment) ? "decisions.comment.placeholder" : "decisions.field.comment")}
            autosize={false}
            rows={1}
            value={decision.comment}
            error={decision.errors.comment}
            onChange={(event) => decision.setComment(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (isComposing(event)) return;
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && main) press(main);
              if (event.key === "Escape") event.currentTarget.blur();
            }}
          />
          <div className={styles.buttons}>
            {ordered.filter((outcome) => !hidden(outcome)).map(button)}
            {(claim || outcomes.some(hidden)) && (
              <Menu position="top-end">
                <Menu.Target>
                  <Button aria-label={t("common.more")} className={styles.more}>
                    <Ellipsis size={16} aria-hidden="true" />
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  {claim && <Menu.Item onClick={claim.run}>{claim.label}</Menu.Item>}
                  {outcomes.filter(hidden).map((outcome) => (
                    <Menu.Item key={outcome} color="var(--rejected)" disabled={blocked} onClick={() => press(outcome)}>
                      {say(task.outcome_labels[outcome])}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            )}
          </div>
        </div>
      </div>
    </section>
  );
}

/** Why a step has to be done once more, if it has. */
function returnOf(task: Task, request: RequestDetail) {
  const before = request.decisions.some((decision) => decision.step === task.step);
  const newest = request.decisions.toSorted((a, b) => (a.at < b.at ? 1 : -1)).find((decision) => decision.outcome === "return");
  return before && newest?.comment && newest.step !== task.step ? newest : undefined;
}

/** What one does most comes first; what cannot be undone last, apart from the rest. */
const rank = (outcome: Outcome) => (primary.has(outcome) ? 0 : outcome === "return" ? 1 : 2);

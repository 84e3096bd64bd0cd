import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMe } from "@/api/me";
import { isApiError } from "@/api/problem";
import { requestPath } from "@/features/requests/public";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { Notice } from "@/kit/Notice";
import { forget, type Sent, useSent } from "./sending";

/** Decisions that were not taken, until the person has seen it: their rows may be gone by then. The task that is open says so itself. */
export function Refusals({ except }: { except: string | undefined }) {
  const { t } = useTranslation();
  const refused = [...useSent().values()].filter((one) => one.state === "refused" && one.task.id !== except);
  return refused.map((one) => (
    <Notice key={one.task.id} kind="warning" action={{ label: t("decisions.refused.seen"), run: () => forget(one.task.id) }}>
      <Refusal sent={one} />
    </Notice>
  ));
}

function Refusal({ sent: { task, body, error } }: { sent: Sent }) {
  const { t } = useTranslation();
  const say = useSay();
  const reason = useReason();
  return (
    <>
      <p>
        <b>
          <Link className={layout.link} to={requestPath(task.request)}>
            {task.request.number}
          </Link>{" "}
          {t("decisions.refused.title", { outcome: say(task.outcome_labels[body.outcome]) })}
        </b>
      </p>
      <p>{reason(error)}</p>
      {body.comment && <p>{t("decisions.refused.comment", { comment: body.comment })}</p>}
    </>
  );
}

/** Why a decision was not taken, in a sentence. */
function useReason() {
  const { t } = useTranslation();
  const somebody = useSomebody();
  return (error: unknown) =>
    somebody(error) ?? (isApiError(error) && error.problem?.detail ? error.problem.detail : t("common.problem.unreachable"));
}

/** Who was faster, if somebody was. */
export function useSomebody() {
  const { t } = useTranslation();
  const say = useSay();
  const me = useMe();
  const { moment } = useFormats();
  return (error: unknown): string | null => {
    const task = isApiError(error) ? error.problem?.task : undefined;
    if (!task?.by) return null;
    const outcome = say(task.outcome_label);
    // The request left the step without a decision, as when its author withdraws it.
    if (!outcome) return t("decisions.conflict.left", { name: task.by.name, at: moment(task.at) });
    const what = { at: moment(task.at), outcome };
    return task.by.id === me.user.id ? t("decisions.conflict.you", what) : t("decisions.conflict.other", { name: task.by.name, ...what });
  };
}

import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/problem";
import { differences, type RequestDetail } from "@/features/requests/public";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { DiffTable } from "@/kit/DiffTable";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import type { Task } from "./queries";
import { useSomebody } from "./Refusals";

type Props = { task: Task; request: RequestDetail; error: unknown; stale: boolean; onRead: () => void };

/** Why a decision was not taken: somebody was faster, or the request has changed. The comment stays. */
export function Conflict({ task, request, error, stale, onRead }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const somebody = useSomebody();
  const { moment, exact } = useFormats();
  const problem = isApiError(error) ? error.problem : null;
  const faster = somebody(error);
  if (faster) return <Notice kind="warning">{faster}</Notice>;
  const changes = problem?.changes ?? [];
  if (changes.length > 0 || stale) {
    return (
      <Notice kind="warning" action={stale ? { label: t("decisions.conflict.read"), run: onRead } : undefined}>
        <b>{t("decisions.conflict.changed", { revision: request.revision })}</b>
        {changes.map((change) => (
          <div key={change.revision}>
            <p title={exact(change.at)}>{t("decisions.conflict.by", { name: change.by.name, at: moment(change.at) })}</p>
            <DiffTable rows={differences(change, say)} />
          </div>
        ))}
        {changes.length > 0 && !stale && <p>{t("decisions.conflict.again")}</p>}
      </Notice>
    );
  }
  if (!error || task.state !== "open") return null;
  return <ProblemNotice error={error} />;
}

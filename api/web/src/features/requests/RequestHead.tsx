import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { ProcessBar, type ProcessStep } from "@/kit/ProcessBar";
import type { RequestDetail } from "./queries";

/** The process of a request, with who has it and since when. */
export function RequestProcess({ request }: { request: RequestDetail }) {
  const { t } = useTranslation();
  const say = useSay();
  const me = useMe();
  const { moment } = useFormats();
  const steps = request.steps.map((step, i): ProcessStep => {
    const task = request.tasks.find((one) => one.id === step.task_id);
    const who = step.by ? (step.by.id === me.user.id ? t("common.you") : step.by.name) : task ? say(task.candidate_role_label) : "";
    const at = step.state === "done" ? step.done_at : step.started_at;
    const parts = [who, at && moment(at)].filter(Boolean);
    return {
      key: `${step.step}-${i}`,
      label: step.step === "draft" && step.state === "done" ? t("requests.process.submitted") : say(step.label),
      state: step.state,
      detail: step.state === "done" || step.state === "now" ? parts.join(t("common.separator")) : undefined,
    };
  });
  return <ProcessBar steps={steps} />;
}

/** Number, who asked and when, and the revision: the line under the title. */
export function useRequestLine() {
  const { t } = useTranslation();
  const { moment } = useFormats();
  return (request: RequestDetail) =>
    [
      request.number,
      request.requester.name,
      request.submitted_at
        ? t("requests.line.submitted", { at: moment(request.submitted_at) })
        : t("requests.line.created", { at: moment(request.created_at) }),
      t("requests.line.revision", { revision: request.revision }),
    ].join(t("common.separator"));
}

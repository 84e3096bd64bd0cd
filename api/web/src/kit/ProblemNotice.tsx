import { useTranslation } from "react-i18next";
import { fieldErrors, isApiError } from "@/api/problem";
import { tryNow } from "@/api/reach";
import { Notice } from "./Notice";

/** What went wrong, in the server's words; where none came, in the page's. */
export function ProblemNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  if (!error) return null;
  const waits = !isApiError(error) || error.passing;
  const action = retry && { label: t(waits ? "common.tryNow" : "common.retry"), run: retry };
  if (!isApiError(error) || !error.problem) {
    const text =
      isApiError(error) && error.status !== 0 ? t("common.problem.status", { status: error.status }) : t("common.problem.unreachable");
    return <Notice action={action}>{text}</Notice>;
  }
  return <Notice action={action}>{error.problem.detail}</Notice>;
}

/** Why something was refused where there is no form: what is wrong with a field is said here, and would be refused again. */
export function RefusalNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const fields = Object.values(fieldErrors(error)).join(" ");
  return fields ? <Notice>{fields}</Notice> : <ProblemNotice error={error} retry={retry} />;
}

type Shown = { isError: boolean; error: unknown; failureReason: unknown; refetch: () => unknown };

/** What a query fails with, also while it still tries by itself: then it, and whatever else waits, can be tried now. */
export function QueryProblem({ query }: { query: Shown }) {
  const error = query.error ?? query.failureReason;
  if (!error) return null;
  const waits = !isApiError(error) || error.passing;
  return <RefusalNotice error={error} retry={waits ? tryNow : () => void query.refetch()} />;
}

import { useTranslation } from "react-i18next";
import { fieldErrors, isApiError } from "@/api/problem";
import { tryNow } from "@/api/reach";
import { Notice } from "./Notice";

interface Props {
  error: unknown;
  retry?: () => void;
  /** Where no field shows what is wrong with it, this does. */
  whole?: boolean;
}

/** What went wrong, in the server's words; where none came, in the page's. */
export function ProblemNotice({ error, retry, whole = false }: Props) {
  const { t } = useTranslation();
  if (!error) return null;
  const waits = !isApiError(error) || error.passing;
  const action = retry && { label: t(waits ? "common.tryNow" : "common.retry"), run: retry };
  if (!isApiError(error) || !error.problem) {
    const text =
      isApiError(error) && error.status !== 0 ? t("common.problem.status", { status: error.status }) : t("common.problem.unreachable");
    return <Notice action={action}>{text}</Notice>;
  }
  const fields = whole ? [...new Set(Object.values(fieldErrors(error)))].join(" ") : "";
  return <Notice action={action}>{fields || error.problem.detail}</Notice>;
}

type Shown = { isError: boolean; error: unknown; failureReason: unknown; refetch: () => unknown };

/** What a query fails with, also while it still tries by itself: then it, and whatever else waits, can be tried now. */
export function QueryProblem({ query }: { query: Shown }) {
  const error = query.error ?? query.failureReason;
  if (!error) return null;
  const waits = !isApiError(error) || error.passing;
  return <ProblemNotice error={error} retry={waits ? tryNow : () => void query.refetch()} />;
}

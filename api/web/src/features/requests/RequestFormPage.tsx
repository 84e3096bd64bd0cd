import { useQuery } from "@tanstack/react-query";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useParams, useSearchParams } from "react-router";
import { isGone } from "@/api/problem";
import layout from "@/kit/layout.module.css";
import { Missing } from "@/kit/Missing";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import type { Fields } from "./draftFields";
import { slotOf } from "./later";
import { type Kind, type RequestDetail, requestQuery } from "./queries";

interface Start {
  /** The request that is being edited. */
  request: RequestDetail | undefined;
  slot: string;
  copied: Fields | undefined;
}

/** What a form begins with, by its address: a request, a copy of one, a project, or nothing. */
export function RequestFormPage({
  kind,
  copy,
  form,
}: {
  kind: Kind;
  copy: (request: RequestDetail) => Fields;
  form: (start: Start) => ReactNode;
}) {
  const { t } = useTranslation();
  const { id } = useParams();
  const [params] = useSearchParams();
  const location = useLocation();
  const from = params.get("from");
  const project = params.get("project_id");
  const kept = params.get("draft");
  const source = id ?? from;
  const query = useQuery({ ...requestQuery(kind, source ?? ""), enabled: !!source });
  if (source && !query.data && isGone(query.error)) return <Missing to="/requests" label={t("requests.page.list")} />;
  if (source && !query.data) {
    return (
      <div className={layout.pad}>
        <QueryProblem query={query} />
        <Skeleton rows={8} height={32} />
      </div>
    );
  }
  const copied = from && query.data ? copy(query.data) : project ? { project_id: project } : undefined;
  const slot = kept ? slotOf(kept) : `new${from ? `/from/${from}` : project ? `/project/${project}` : ""}`;
  // "New" again, from a form that has become a draft meanwhile, is another form.
  return <Fragment key={id ?? location.key}>{form({ request: id ? query.data : undefined, slot, copied })}</Fragment>;
}

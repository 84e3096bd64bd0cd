import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { type Fields, requestQuery } from "@/features/requests/public";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { ProjectRequestForm } from "./ProjectRequestForm";
import { fieldsOfProjectRequest } from "./queries";

/** A new project request, one that is being revised, or one like another. */
export default function ProjectRequestPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const [params] = useSearchParams();
  const from = params.get("from");
  const source = id ?? from;
  const query = useQuery({ ...requestQuery("project_request", source ?? ""), enabled: !!source });
  if (source && !query.data) {
    return (
      <div className={layout.pad}>
        <QueryProblem query={query} />
        <Skeleton rows={8} height={32} />
      </div>
    );
  }
  const project = params.get("project_id");
  const copied: Fields | undefined =
    from && query.data ? fieldsOfProjectRequest(query.data) : project ? { project_id: project } : undefined;
  return (
    <ProjectRequestForm
      key={source ?? "new"}
      title={t(id ? "projectRequests.title.edit" : "projectRequests.title.new")}
      request={id ? query.data : undefined}
      copied={copied}
    />
  );
}

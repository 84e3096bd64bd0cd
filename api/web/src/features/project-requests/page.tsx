import { useTranslation } from "react-i18next";
import { RequestFormPage } from "@/features/requests/public";
import { ProjectRequestForm } from "./ProjectRequestForm";
import { projectRequestDraft } from "./queries";

/** A new project request, one that is being revised, or one like another. */
export default function ProjectRequestPage() {
  const { t } = useTranslation();
  return (
    <RequestFormPage
      kind={projectRequestDraft.kind}
      copy={projectRequestDraft.fieldsOf}
      form={(start) => (
        <ProjectRequestForm {...start} title={t(start.request ? "projectRequests.title.edit" : "projectRequests.title.new")} />
      )}
    />
  );
}

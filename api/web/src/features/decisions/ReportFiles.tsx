import { useTranslation } from "react-i18next";
import { UploadField } from "@/features/files/public";
import type { RequestDetail } from "@/features/requests/public";

type Props = { request: RequestDetail; purpose: "feasibility_report" | "budget_report"; error?: string };

/** The files of a report that is being written; they belong to the request at once. */
export function ReportFiles({ request, purpose, error }: Props) {
  const { t } = useTranslation();
  return (
    <UploadField
      label={t("decisions.field.files")}
      purpose={purpose}
      owner={request.id}
      requestId={request.id}
      attachments={request.attachments}
      error={error}
    />
  );
}

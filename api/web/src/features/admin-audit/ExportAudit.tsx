import { useTranslation } from "react-i18next";
import { companyDay } from "@/i18n/format";
import { ExportMenu } from "@/kit/ExportMenu";
import { exportAudit } from "./queries";
import { useAuditFilter } from "./useAuditFilter";

/** Takes what is filtered out as a file. */
export function ExportAudit() {
  const { t } = useTranslation();
  const { filter } = useAuditFilter();
  return (
    <ExportMenu fetch={(format) => exportAudit(filter, format)} file={(ending) => t("adminAudit.file", { day: companyDay(), ending })} />
  );
}

import { useTranslation } from "react-i18next";
import { companyDay } from "@/i18n/format";
import { ExportMenu } from "@/kit/ExportMenu";
import { exportReport } from "./queries";
import { useReport } from "./useReport";

/** Takes the report as it is filtered as a file. */
export function ExportReport() {
  const { t } = useTranslation();
  const { name, filter } = useReport();
  return (
    <ExportMenu
      fetch={(format) => exportReport(name, filter, format)}
      file={(ending) => t("reports.file", { name, day: companyDay(), ending })}
    />
  );
}

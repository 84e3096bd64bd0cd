import { Button, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { companyDay } from "@/i18n/format";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { saveFile } from "@/kit/saveFile";
import { exportReport } from "./queries";
import { useReport } from "./useReport";

/** Takes the report as it is filtered as a file. */
export function ExportMenu() {
  const { t } = useTranslation();
  const { name, filter } = useReport();
  const out = useMutation({
    mutationFn: async (format: "csv" | "xlsx") => {
      saveFile(await exportReport(name, filter, format), t("reports.export.file", { name, day: companyDay(), ending: format }));
    },
  });
  return (
    <>
      <ProblemNotice error={out.error} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<Download size={14} aria-hidden="true" />} loading={out.isPending}>
            {t("reports.export.name")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => out.mutate("xlsx")}>{t("reports.export.xlsx")}</Menu.Item>
          <Menu.Item onClick={() => out.mutate("csv")}>{t("reports.export.csv")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

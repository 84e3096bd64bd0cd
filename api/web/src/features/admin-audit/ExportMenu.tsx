import { Button, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { companyDay } from "@/i18n/format";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { saveFile } from "@/kit/saveFile";
import { exportAudit } from "./queries";
import { useAuditFilter } from "./useAuditFilter";

/** Takes what is filtered out as a file. */
export function ExportMenu() {
  const { t } = useTranslation();
  const { filter } = useAuditFilter();
  const out = useMutation({
    mutationFn: async (format: "csv" | "xlsx") => {
      saveFile(await exportAudit(filter, format), t("adminAudit.export.file", { day: companyDay(), ending: format }));
    },
  });
  return (
    <>
      <ProblemNotice error={out.error} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<Download size={14} aria-hidden="true" />} loading={out.isPending}>
            {t("adminAudit.export.name")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => out.mutate("xlsx")}>{t("adminAudit.export.xlsx")}</Menu.Item>
          <Menu.Item onClick={() => out.mutate("csv")}>{t("adminAudit.export.csv")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

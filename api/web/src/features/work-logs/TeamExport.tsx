import { Button, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { saveFile } from "@/kit/saveFile";
import { exportTeam } from "./queries";
import type { Team } from "./useTeam";

/** Takes the day or the month that is shown as a file: everybody, with the days on which they did not write. */
export function TeamExport({ team }: { team: Team }) {
  const { t } = useTranslation();
  const { byMonth, date, month, department } = team;
  const days = byMonth ? { month } : { date };
  const out = useMutation({
    mutationFn: async (format: "csv" | "xlsx") => {
      const file = await exportTeam({ ...days, department_id: department || undefined }, format);
      saveFile(file, t("workLogs.team.export.file", { days: byMonth ? month : date, ending: format }));
    },
  });
  return (
    <>
      <ProblemNotice error={out.error} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<Download size={14} aria-hidden="true" />} loading={out.isPending}>
            {t("workLogs.team.export.name")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => out.mutate("xlsx")}>{t("workLogs.team.export.xlsx")}</Menu.Item>
          <Menu.Item onClick={() => out.mutate("csv")}>{t("workLogs.team.export.csv")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

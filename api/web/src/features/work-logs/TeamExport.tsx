import { useTranslation } from "react-i18next";
import { ExportMenu } from "@/kit/ExportMenu";
import { exportTeam } from "./queries";
import type { Team } from "./useTeam";

/** Takes the day or the month that is shown as a file: everybody, with the days on which they did not write. */
export function TeamExport({ team }: { team: Team }) {
  const { t } = useTranslation();
  const { byMonth, date, month, department } = team;
  const days = byMonth ? { month } : { date };
  return (
    <ExportMenu
      fetch={(format) => exportTeam({ ...days, department_id: department || undefined }, format)}
      file={(ending) => t("workLogs.team.file", { days: byMonth ? month : date, ending })}
    />
  );
}

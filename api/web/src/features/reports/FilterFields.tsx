import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useOptions } from "@/api/options";
import { stages } from "@/features/projects/public";
import { PersonField } from "@/features/records/public";
import { CustomerField } from "@/features/requests/public";
import { useSay } from "@/i18n/say";
import { departmentsQuery } from "./queries";
import { useReport } from "./useReport";
import { kinds, steps } from "./values";

/** The fields that this report can be narrowed by. Each is in effect at once. */
export function FilterFields() {
  const { t } = useTranslation();
  const say = useSay();
  const { name, shape, board, filter, set } = useReport();
  const categories = useOptions("expense.categories");
  const departments = useQuery(departmentsQuery(name)).data ?? [];
  const lists = {
    step: steps.map((value) => ({ value, label: t(`inbox.step.${value}`) })),
    stage: stages.map((value) => ({ value, label: t(`projects.stage.${value}`) })),
    kind: kinds.map((value) => ({ value, label: t(`workLogs.kind.${value}`) })),
    category: categories,
    department_id: departments.map((cell) => ({ value: cell.value, label: say(cell.label) || cell.value })),
  };
  return (
    <>
      {shape.filters.map((one) => {
        // The columns of the board are the stages, and a project is picked in the table.
        if (one === "project_id" || (one === "stage" && board)) return null;
        if (one === "customer_id") return <CustomerField key={one} known={[]} value={filter[one]} onChange={(id) => set(one, id)} />;
        if (one === "user_id" || one === "owner_id" || one === "requester_id") {
          return (
            <PersonField
              key={one}
              label={t(one === "user_id" && name === "work-logs" ? "reports.filter.author" : `reports.filter.${one}`)}
              any={t("reports.filter.anybody")}
              value={filter[one]}
              onChange={(id) => set(one, id)}
            />
          );
        }
        return (
          <NativeSelect
            key={one}
            label={t(`reports.filter.${one}`)}
            data={[{ value: "", label: t("reports.filter.any") }, ...lists[one]]}
            value={filter[one] ?? ""}
            onChange={(event) => set(one, event.currentTarget.value)}
          />
        );
      })}
    </>
  );
}

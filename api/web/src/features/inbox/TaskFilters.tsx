import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Filters } from "@/kit/Filters";
import { useTaskFilter } from "./filter";
import type { Task } from "./queries";

// The fields are read when somebody opens them; the list does not wait for them.
const FilterForm = lazy(() => import("./FilterForm").then((file) => ({ default: file.FilterForm })));

interface Props {
  tasks: Task[];
  error: unknown;
}

export function TaskFilters({ tasks, error }: Props) {
  const { t } = useTranslation();
  const { narrowed, clear } = useTaskFilter();
  return (
    <Filters count={narrowed.length} group={t("inbox.title")} onClear={clear}>
      <Suspense fallback={null}>
        <FilterForm tasks={tasks} error={error} />
      </Suspense>
    </Filters>
  );
}

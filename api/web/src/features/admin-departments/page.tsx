import { Button, Checkbox } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { AdminTitle, departmentsQuery } from "@/features/admin/public";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useAddress } from "@/kit/useAddress";
import { useKeys } from "@/kit/useKeys";
import { DepartmentDrawer } from "./DepartmentDrawer";
import styles from "./departments.module.css";
import { Tree } from "./Tree";

/** How the company is divided; what is being edited stands in the address. */
export default function DepartmentsPage() {
  const { t } = useTranslation();
  const { params, set, change } = useAddress();
  const archived = params.get("archived") === "true";
  const query = useQuery({ ...departmentsQuery(archived), placeholderData: keepPreviousData });
  const departments = query.data?.items ?? [];
  const edited = departments.find(({ id }) => id === params.get("edit"));
  const group = t("admin.part.departments");
  const close = () =>
    change((next) => {
      for (const name of ["edit", "new", "under"]) next.delete(name);
    });
  const add = (under?: string) =>
    change((next) => {
      next.set("new", "true");
      if (under) next.set("under", under);
    });
  useKeys([{ keys: "n", label: t("adminDepartments.new"), group, run: () => add() }]);
  return (
    <>
      <AdminTitle
        part="departments"
        actions={
          <Button variant="filled" onClick={() => add()}>
            {t("adminDepartments.new")}
          </Button>
        }
      />
      <div className={layout.sheet}>
        <div className={styles.head}>
          <Checkbox
            label={t("adminDepartments.withArchived")}
            checked={archived}
            onChange={(event) => set("archived", event.currentTarget.checked ? "true" : null)}
          />
          <span className={`${layout.hint} ${styles.hint}`}>{t("adminDepartments.hint")}</span>
        </div>
        <QueryProblem query={query} />
        {query.isPending && (
          <div className={layout.pad}>
            <Skeleton rows={8} />
          </div>
        )}
        {query.isSuccess && departments.length === 0 && (
          <EmptyState action={<Button onClick={() => add()}>{t("adminDepartments.new")}</Button>}>{t("adminDepartments.empty")}</EmptyState>
        )}
        {departments.length > 0 && <Tree departments={departments} onEdit={(id) => set("edit", id)} onAdd={add} />}
      </div>
      {(edited ?? params.has("new")) && (
        <DepartmentDrawer
          key={edited?.id ?? params.get("under")}
          departments={departments}
          department={edited}
          under={params.get("under") ?? undefined}
          onClose={close}
        />
      )}
    </>
  );
}

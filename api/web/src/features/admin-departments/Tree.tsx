import { useMutation } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/problem";
import { type Department, inTree, OrderSaid, withBelow } from "@/features/admin/public";
import { RefusalNotice } from "@/kit/ProblemNotice";
import { DepartmentRow } from "./DepartmentRow";
import styles from "./departments.module.css";
import { archiveDepartment, departmentsMoved, moveDepartment } from "./mutations";

interface Props {
  departments: Department[];
  onEdit: (id: string) => void;
  onAdd: (under: string) => void;
}

/** The arrows lead from one name to the next. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const names = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-department]")];
  const at = names.indexOf(event.target as HTMLElement);
  if (!step || at < 0) return;
  event.preventDefault();
  names[at + step]?.focus();
}

/** Departments below each other. */
export function Tree({ departments, onEdit, onAdd }: Props) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<Department | null>(null);
  const [said, setSaid] = useState("");
  // An edit that was faster is read before the next try.
  const onError = (error: unknown) => {
    if (isApiError(error) && error.status === 409) void departmentsMoved();
  };
  const act = useMutation({ mutationFn: (run: () => Promise<Department>) => run(), onError });
  const own = dragged ? withBelow(departments, dragged.id) : new Set<string>();
  const takes = (to: Department | null) =>
    !!dragged && dragged.parent_id !== (to?.id ?? null) && (!to || (!own.has(to.id) && !to.archived_at));
  const drop = (to: Department | null) => {
    if (dragged && takes(to)) {
      const said = t("adminDepartments.moved", { name: dragged.name, parent: to?.name ?? t("adminDepartments.top") });
      act.mutate(() => moveDepartment(dragged, to?.id ?? null), { onSuccess: () => setSaid(said) });
    }
    setDragged(null);
  };
  return (
    <>
      <RefusalNotice error={act.error} />
      {dragged?.parent_id && (
        // biome-ignore lint/a11y/noStaticElementInteractions: whoever does not drag has the menu.
        <div
          className={styles.top}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            drop(null);
          }}
        >
          {t("adminDepartments.toTop")}
        </div>
      )}
      <ul className={styles.tree} aria-label={t("admin.part.departments")} onKeyDown={walk}>
        {inTree(departments).map((department) => (
          <DepartmentRow
            key={department.id}
            department={department}
            takes={takes(department)}
            onDrag={(on) => setDragged(on ? department : null)}
            onDrop={() => drop(department)}
            onEdit={() => onEdit(department.id)}
            onAdd={() => onAdd(department.id)}
            onArchive={() => act.mutate(() => archiveDepartment(department, !department.archived_at))}
          />
        ))}
      </ul>
      <OrderSaid said={said} />
    </>
  );
}

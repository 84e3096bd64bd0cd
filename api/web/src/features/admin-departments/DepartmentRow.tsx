import { Button, Menu } from "@mantine/core";
import { CornerDownRight, Ellipsis } from "lucide-react";
import type { DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Department } from "@/features/admin/public";
import { StatusTag } from "@/kit/StatusTag";
import styles from "./departments.module.css";

interface Props {
  department: Department & { depth: number };
  /** Whether what is being dragged may hang here. */
  takes: boolean;
  onDrag: (dragged: boolean) => void;
  onDrop: () => void;
  onEdit: () => void;
  onAdd: () => void;
  onArchive: () => void;
}

/** A department as deep as it hangs; it is dragged onto another one, or moved by its menu. */
export function DepartmentRow({ department, takes, onDrag, onDrop, onEdit, onAdd, onArchive }: Props) {
  const { t } = useTranslation();
  const { id, name, people, depth, archived_at } = department;
  const start = (event: DragEvent) => {
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", name);
    onDrag(true);
  };
  return (
    <li
      className={styles.row}
      data-takes={takes || undefined}
      data-archived={!!archived_at || undefined}
      style={{ paddingLeft: `calc(var(--inset) + ${depth * 24}px)` }}
      draggable={!archived_at}
      onDragStart={start}
      onDragEnd={() => onDrag(false)}
      onDragOver={(event) => takes && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      {depth > 0 && <CornerDownRight size={14} aria-hidden="true" />}
      <button type="button" className={styles.name} data-department onClick={onEdit}>
        {name}
      </button>
      {archived_at && <StatusTag status="draft" label={t("adminDepartments.archived")} />}
      <span className={styles.people}>
        {people > 0 && <Link to={`/admin/users?department_id=${id}&active=true`}>{t("adminDepartments.people", { count: people })}</Link>}
      </span>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" aria-label={t("adminDepartments.more", { name })}>
            <Ellipsis size={16} aria-hidden="true" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {!archived_at && <Menu.Item onClick={onEdit}>{t("adminDepartments.edit")}</Menu.Item>}
          {!archived_at && <Menu.Item onClick={onAdd}>{t("adminDepartments.add")}</Menu.Item>}
          <Menu.Item onClick={onArchive}>{t(archived_at ? "adminDepartments.restore" : "adminDepartments.archive")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

import { useTranslation } from "react-i18next";
import { readNow } from "@/api/query";
import { type Department, departmentsQuery, treeChoices, withBelow } from "@/features/admin/public";
import { RecordDrawer, RecordForm, type Spec, useRecord } from "@/features/records/public";
import { departmentFields, saveDepartment } from "./mutations";

interface Props {
  departments: Department[];
  /** Absent for a new one. */
  department: Department | undefined;
  /** What a new one hangs below. */
  under: string | undefined;
  onClose: () => void;
}

/** What a department is called, and what it hangs below. */
export function DepartmentDrawer({ departments, department, under, onClose }: Props) {
  const { t } = useTranslation();
  const form = useRecord<Department>({
    slot: department ? `department/${department.id}` : `department/new/${under ?? ""}`,
    fields: departmentFields(department, under),
    ...(department ? { version: department.version } : {}),
    required: ["name"],
    send: (fields, version, key) => saveDepartment(department?.id, fields, version, key),
    reload: async () => {
      const { items } = await readNow(departmentsQuery(true));
      const now = items.find(({ id }) => id === department?.id);
      return { fields: departmentFields(now), version: now?.version ?? 0 };
    },
    onDone: onClose,
  });
  // Below itself it cannot hang.
  const own = department ? withBelow(departments, department.id) : new Set<string>();
  const specs: Spec[] = [
    { name: "name", label: t("adminDepartments.field.name"), kind: "text", wide: true },
    {
      name: "parent_id",
      label: t("adminDepartments.field.parent"),
      kind: "choice",
      none: t("adminDepartments.top"),
      options: treeChoices(departments.filter(({ id, archived_at }) => !own.has(id) && !archived_at)),
      wide: true,
    },
  ];
  const title = department ? t("adminDepartments.edit") : t("adminDepartments.new");
  return (
    <RecordDrawer title={title} onClose={onClose}>
      <RecordForm form={form} specs={specs} group={title} submitLabel={t("common.save")} onCancel={onClose} />
    </RecordDrawer>
  );
}

import { useTranslation } from "react-i18next";
import { readNow } from "@/api/query";
import { type Role, rolesQuery, useRoles } from "@/features/admin/public";
import { RecordDrawer, RecordForm, type Spec, useRecord } from "@/features/records/public";
import { useSay } from "@/i18n/say";
import { makeRole, renameRole, roleFields } from "./mutations";

interface Props {
  /** Absent for a new one. */
  role?: Role;
  onClose: () => void;
}

/** A new role, or what one is called; what it may do is chosen in the matrix. */
export function RoleDrawer({ role, onClose }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const roles = useRoles();
  const form = useRecord<Role>({
    slot: role ? `role/${role.id}` : "role/new",
    fields: roleFields(role),
    ...(role ? { version: role.version } : {}),
    required: role ? ["name.zh-CN", "name.en"] : ["key", "name.zh-CN", "name.en"],
    send: (fields, version, key) =>
      role
        ? renameRole(role, fields, version ?? role.version)
        : makeRole(
            fields,
            roles.find((one) => one.key === fields.like),
            key,
          ),
    reload: async () => {
      const { items } = await readNow(rolesQuery);
      const now = items.find(({ id }) => id === role?.id);
      return { fields: roleFields(now), version: now?.version ?? 0 };
    },
    onDone: onClose,
  });
  const names: Spec[] = [
    { name: "name.zh-CN", label: t("adminRoles.field.zh"), kind: "text" },
    { name: "name.en", label: t("adminRoles.field.en"), kind: "text" },
  ];
  const specs: Spec[] = role
    ? names
    : [
        ...names,
        { name: "key", label: t("adminRoles.field.key"), kind: "text", hint: t("adminRoles.keyHint"), wide: true },
        {
          name: "like",
          label: t("adminRoles.field.like"),
          kind: "choice",
          none: t("adminRoles.nothing"),
          options: roles.map(({ key, name }) => ({ value: key, label: say(name) })),
          wide: true,
        },
      ];
  const title = role ? t("adminRoles.rename") : t("adminRoles.new");
  return (
    <RecordDrawer title={title} onClose={onClose}>
      <RecordForm form={form} specs={specs} group={title} submitLabel={t("common.save")} onCancel={onClose} />
    </RecordDrawer>
  );
}

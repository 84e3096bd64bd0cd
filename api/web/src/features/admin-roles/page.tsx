import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AdminTitle, permissionsQuery, type Role, rolesQuery } from "@/features/admin/public";
import { RecordDrawer } from "@/features/records/public";
import { useSay } from "@/i18n/say";
import { EmptyState } from "@/kit/EmptyState";
import { finds } from "@/kit/find";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { SearchField } from "@/kit/SearchField";
import { Skeleton } from "@/kit/Skeleton";
import { useKeys } from "@/kit/useKeys";
import { useMedia } from "@/kit/useMedia";
import { Changes } from "./Changes";
import { Matrix } from "./Matrix";
import { RoleDrawer } from "./RoleDrawer";
import styles from "./roles.module.css";
import { useRoleEdits } from "./useRoleEdits";

/** What each role may do, as a matrix; what is changed is shown with whom it concerns, then saved. */
export default function RolesPage() {
  const { t } = useTranslation();
  const say = useSay();
  const phone = useMedia("phone");
  const roles = useQuery(rolesQuery);
  const actions = useQuery(permissionsQuery);
  const [words, setWords] = useState("");
  const [named, setNamed] = useState<Role | "new" | null>(null);
  const [looks, setLooks] = useState(false);
  const edits = useRoleEdits(roles.data?.items ?? []);
  const group = t("admin.part.roles");
  useKeys([
    { keys: "n", label: t("adminRoles.new"), group, run: () => setNamed("new") },
    { keys: "mod+Enter", label: t("adminRoles.saveKey"), group, inFields: true, run: edits.save },
  ]);
  const found = (actions.data?.items ?? []).filter((info) => finds(words, say(info.description), info.action));
  const changed = edits.changes.length > 0;
  const title = t("adminRoles.unsaved", { count: edits.count });
  return (
    <div className={styles.page}>
      <AdminTitle
        part="roles"
        actions={
          <>
            <SearchField
              className={styles.find}
              label={t("adminRoles.find")}
              value={words}
              onFind={setWords}
              keys={["mod+/"]}
              group={group}
            />
            <Button onClick={() => setNamed("new")}>{t("adminRoles.new")}</Button>
          </>
        }
      />
      <div className={styles.columns} data-changed={(changed && !phone) || undefined}>
        <div className={styles.scroll}>
          <QueryProblem query={roles.error ? roles : actions} />
          {(roles.isPending || actions.isPending) && (
            <div className={layout.pad}>
              <Skeleton rows={12} />
            </div>
          )}
          {roles.data && actions.data && found.length === 0 && <EmptyState>{t("adminRoles.none")}</EmptyState>}
          {roles.data && found.length > 0 && (
            <Matrix roles={roles.data.items} actions={found} edits={edits.edits} onSet={edits.set} onRename={setNamed} />
          )}
        </div>
        {changed && !phone && (
          <aside className={styles.aside} aria-label={title}>
            <h2>{title}</h2>
            <Changes edits={edits} />
          </aside>
        )}
      </div>
      {changed && phone && (
        <div className={styles.bar}>
          <span>{title}</span>
          <Button variant="filled" onClick={() => setLooks(true)}>
            {t("adminRoles.look")}
          </Button>
        </div>
      )}
      {changed && phone && looks && (
        <RecordDrawer title={title} onClose={() => setLooks(false)}>
          <Changes edits={edits} />
        </RecordDrawer>
      )}
      {named && <RoleDrawer {...(named === "new" ? {} : { role: named })} onClose={() => setNamed(null)} />}
    </div>
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Kbd } from "@/kit/Kbd";
import layout from "@/kit/layout.module.css";
import { RoleChange } from "./RoleChange";
import styles from "./roles.module.css";
import type { RoleEdits } from "./useRoleEdits";

/** What would be saved, whom it concerns, and the way to do it or leave it. */
export function Changes({ edits }: { edits: RoleEdits }) {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles.list}>
        {edits.changes.map((change) => (
          <RoleChange
            key={change.role.id}
            change={change}
            error={edits.refused[change.role.id]}
            onTakeOver={() => edits.takeOver(change.role)}
          />
        ))}
        <p className={layout.hint}>{t("adminRoles.soon")}</p>
      </div>
      <div className={styles.foot}>
        <Button variant="filled" disabled={edits.held} loading={edits.saving} onClick={edits.save}>
          {t("adminRoles.save", { count: edits.count })}
          <Kbd>Ctrl ↵</Kbd>
        </Button>
        <Button onClick={edits.undo}>{t("adminRoles.undo")}</Button>
      </div>
    </>
  );
}

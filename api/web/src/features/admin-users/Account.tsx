import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordForm, useRecord } from "@/features/records/public";
import { ActiveDialog } from "./ActiveDialog";
import { editUser, userFields } from "./mutations";
import { freshUser, type User } from "./queries";
import { ResetLink } from "./ResetLink";
import styles from "./users.module.css";
import { useUserSpecs } from "./useUserSpecs";

/** Who somebody is, how they get in, and whether they may. */
export function Account({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  return (
    <>
      {/* The form begins anew with what was saved. */}
      <AccountForm key={user.version} user={user} onClose={onClose} />
      {user.active && <ResetLink user={user} />}
      <section className={styles.section}>
        <h3>{t(user.active ? "adminUsers.deactivate.name" : "adminUsers.reactivate.name")}</h3>
        <p className={styles.quiet}>{t(user.active ? "adminUsers.deactivate.hint" : "adminUsers.reactivate.hint")}</p>
        <div>
          <Button variant={user.active ? "outline" : "default"} onClick={() => setAsks(true)}>
            {t(user.active ? "adminUsers.deactivate.ask" : "adminUsers.reactivate.ask")}
          </Button>
        </div>
      </section>
      {asks && <ActiveDialog user={user} onClose={() => setAsks(false)} />}
    </>
  );
}

function AccountForm({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useRecord<User>({
    slot: `user/${user.id}`,
    fields: userFields(user),
    version: user.version,
    required: ["name"],
    send: (fields, version, _key) => editUser(user.id, fields, version ?? user.version),
    reload: async () => {
      const now = await freshUser(user.id);
      return { fields: userFields(now), version: now.version };
    },
    onDone: onClose,
  });
  const specs = useUserSpecs(user);
  return <RecordForm form={form} specs={specs} group={t("adminUsers.name")} submitLabel={t("common.save")} onCancel={onClose} />;
}

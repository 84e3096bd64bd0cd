import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ScopeChanges, useRoles } from "@/features/admin/public";
import { RecordForm, type Spec, useRecord } from "@/features/records/public";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { editRights } from "./mutations";
import { freshUser, type User, userPreviewQuery } from "./queries";
import styles from "./users.module.css";

interface Props {
  user: User;
  onClose: () => void;
}

const text = (roles: string[]) => [...roles].sort().join(",");
const rolesOf = (text: string | undefined) => (text ?? "").split(",").filter(Boolean);

/** What somebody may do, by the roles held. */
export function Roles({ user, onClose }: Props) {
  // The form begins anew with what was saved.
  return <RolesForm key={user.version} user={user} onClose={onClose} />;
}

function RolesForm({ user, onClose }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const roles = useRoles();
  const form = useRecord<User>({
    slot: `user/${user.id}/roles`,
    fields: { roles: text(user.roles) },
    version: user.version,
    required: [],
    send: (fields, version) => editRights(user.id, version ?? user.version, { roles: rolesOf(fields.roles) }),
    reload: async () => {
      const now = await freshUser(user.id);
      return { fields: { roles: text(now.roles) }, version: now.version };
    },
    onDone: onClose,
  });
  const known = roles.map(({ key, name, people }) => ({
    value: key,
    label: say(name),
    hint: t("adminUsers.holders", { count: people }),
  }));
  // Where one may not see roles, those held can still be taken away.
  const unknown = user.roles.filter((key) => !known.some(({ value }) => value === key)).map((key) => ({ value: key, label: key }));
  const specs: Spec[] = [{ name: "roles", label: t("adminUsers.field.roles"), kind: "many", options: [...known, ...unknown], wide: true }];
  return (
    <RecordForm form={form} specs={specs} group={t("adminUsers.part.roles")} submitLabel={t("common.save")} onCancel={onClose}>
      {roles.length === 0 && <p className={layout.hint}>{t("adminUsers.rolesHidden")}</p>}
      {user.active && form.fields.roles !== text(user.roles) && (
        <Preview user={user} version={form.version ?? user.version} roles={rolesOf(form.fields.roles)} />
      )}
    </RecordForm>
  );
}

/** What the roles chosen would give and take, as the server finds it. */
function Preview({ user, version, roles }: { user: User; version: number; roles: string[] }) {
  const { t } = useTranslation();
  const query = useQuery({ ...userPreviewQuery(user.id, version, { roles }), retry: false });
  const { gains = [], loses = [] } = query.data ?? {};
  return (
    <section className={styles.preview} aria-label={t("adminUsers.preview.title")} aria-live="polite">
      <h3>{t("adminUsers.preview.title")}</h3>
      <QueryProblem query={query} />
      {query.isPending && !query.error && <Skeleton rows={3} />}
      {query.data && (
        <>
          <p className={styles.figures}>
            <span>
              <b>{gains.length}</b> {t("adminUsers.preview.gains")}
            </span>
            <span>
              <b>{loses.length}</b> {t("adminUsers.preview.loses")}
            </span>
          </p>
          {gains.length + loses.length === 0 && <p className={layout.hint}>{t("adminUsers.preview.same", { name: user.name })}</p>}
          <ScopeChanges gains={gains} loses={loses} />
        </>
      )}
    </section>
  );
}

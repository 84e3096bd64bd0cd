import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate } from "react-router";
import { useRoleName } from "@/features/admin/public";
import list from "@/kit/list.module.css";
import { StatusTag } from "@/kit/StatusTag";
import type { User } from "./queries";
import styles from "./users.module.css";

/** Accounts as rows; on a phone each is two lines. */
export function UserTable({ users, open }: { users: User[]; open: string | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { search } = useLocation();
  const role = useRoleName();
  return (
    <table className={`${list.table} ${styles.table}`} aria-label={t("admin.part.users")}>
      <thead>
        <tr>
          <th scope="col">{t("adminUsers.field.name")}</th>
          <th scope="col">{t("adminUsers.field.username")}</th>
          <th scope="col">{t("adminUsers.field.roles")}</th>
          <th scope="col" className={styles.wideOnly}>
            {t("adminUsers.field.department")}
          </th>
          <th scope="col" className={styles.wideOnly}>
            {t("adminUsers.field.manager")}
          </th>
          <th scope="col">{t("adminUsers.field.state")}</th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          // The whole row may be clicked; the name is the link for everybody else.
          <tr
            key={user.id}
            data-open={user.id === open || undefined}
            data-inactive={!user.active || undefined}
            onClick={() => navigate(`/admin/users/${user.id}${search}`)}
          >
            <td className={styles.name}>
              <Link to={`/admin/users/${user.id}${search}`} onClick={(event) => event.stopPropagation()}>
                {user.name}
              </Link>
            </td>
            <td className={styles.username}>{user.username}</td>
            <td className={styles.roles}>
              {user.roles.length > 0 ? user.roles.map(role).join(t("common.separator")) : <span>{t("adminUsers.noRole")}</span>}
            </td>
            <td className={styles.wideOnly}>{user.department?.name}</td>
            <td className={styles.wideOnly}>{user.manager?.name}</td>
            <td className={styles.state}>
              {user.active ? (
                <span className={styles.quiet}>{t("adminUsers.state.active")}</span>
              ) : (
                <StatusTag status="draft" label={t("adminUsers.state.inactive")} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

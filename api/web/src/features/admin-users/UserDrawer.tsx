import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { RecordDrawer } from "@/features/records/public";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { StatusTag } from "@/kit/StatusTag";
import { Account } from "./Account";
import { userQuery } from "./queries";
import { Roles } from "./Roles";
import { Sessions } from "./Sessions";
import { Tokens } from "./Tokens";
import styles from "./users.module.css";

const parts = ["account", "roles", "sessions", "tokens"] as const;

/** An account beside the list, in parts of which each has its address. */
export function UserDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const query = useQuery(userQuery(id));
  const user = query.data;
  const part = parts.find((name) => pathname.endsWith(`/${name}`)) ?? "account";
  return (
    <RecordDrawer title={user?.name ?? t("adminUsers.name")} onClose={onClose}>
      <QueryProblem query={query} />
      {!user && <Skeleton rows={6} />}
      {user && (
        <>
          <p className={styles.sub}>
            {user.username}
            {!user.active && <StatusTag status="draft" label={t("adminUsers.state.inactive")} />}
          </p>
          <nav className={styles.tabs} aria-label={t("adminUsers.parts")}>
            {parts.map((name) => (
              <Link
                key={name}
                to={`/admin/users/${id}${name === "account" ? "" : `/${name}`}${search}`}
                aria-current={name === part ? "page" : undefined}
              >
                {t(`adminUsers.part.${name}`)}
              </Link>
            ))}
          </nav>
          {part === "account" && <Account user={user} onClose={onClose} />}
          {part === "roles" && <Roles user={user} onClose={onClose} />}
          {part === "sessions" && <Sessions user={user} />}
          {part === "tokens" && <Tokens user={user} />}
        </>
      )}
    </RecordDrawer>
  );
}

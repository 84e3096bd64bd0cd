import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { ProblemNotice, QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { Age } from "@/kit/When";
import { endSession } from "./mutations";
import { type User, userSessionsQuery } from "./queries";
import styles from "./users.module.css";

/** Where somebody is signed in; each can be ended. */
export function Sessions({ user }: { user: User }) {
  const { t } = useTranslation();
  const query = useQuery(userSessionsQuery(user.id));
  const end = useMutation({ mutationFn: (id: string) => endSession(user.id, id) });
  return (
    <section aria-label={t("adminUsers.part.sessions")}>
      <QueryProblem query={query} />
      <ProblemNotice error={end.error} />
      {query.isPending && <Skeleton rows={3} height={40} />}
      {query.data?.items.length === 0 && <EmptyState>{t("adminUsers.sessions.none")}</EmptyState>}
      <ul className={styles.rows}>
        {query.data?.items.map((session) => (
          <li key={session.id}>
            <div>
              {session.address}
              {t("common.separator")}
              {t("adminUsers.sessions.seen")} <Age at={session.last_seen_at} />
              <p className={`${styles.quiet} ${layout.cut}`} title={session.user_agent}>
                {session.user_agent}
              </p>
            </div>
            <Button
              variant="subtle"
              loading={end.isPending && end.variables === session.id}
              aria-label={t("adminUsers.sessions.endOf", { address: session.address })}
              onClick={() => end.mutate(session.id)}
            >
              {t("adminUsers.sessions.end")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/kit/EmptyState";
import { ProblemNotice, QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { Age } from "@/kit/When";
import { revokeToken } from "./mutations";
import { type User, userTokensQuery } from "./queries";
import styles from "./users.module.css";

/** Tokens with which programs act as somebody; each can be revoked. */
export function Tokens({ user }: { user: User }) {
  const { t } = useTranslation();
  const query = useQuery(userTokensQuery(user.id));
  const revoke = useMutation({ mutationFn: (id: string) => revokeToken(user.id, id) });
  return (
    <section aria-label={t("adminUsers.part.tokens")}>
      <QueryProblem query={query} />
      <ProblemNotice error={revoke.error} />
      {query.isPending && <Skeleton rows={3} height={40} />}
      {query.data?.items.length === 0 && <EmptyState>{t("adminUsers.tokens.none")}</EmptyState>}
      <ul className={styles.rows}>
        {query.data?.items.map((token) => (
          <li key={token.id}>
            <div>
              {token.name}
              <p className={styles.quiet}>
                {token.last_used_at ? (
                  <>
                    {t("adminUsers.tokens.used")} <Age at={token.last_used_at} />
                  </>
                ) : (
                  t("adminUsers.tokens.unused")
                )}
                {token.expires_at && (
                  <>
                    {t("common.separator")}
                    {t("adminUsers.tokens.until")} <Age at={token.expires_at} />
                  </>
                )}
              </p>
            </div>
            <Button
              variant="subtle"
              loading={revoke.isPending && revoke.variables === token.id}
              aria-label={t("adminUsers.tokens.revokeOf", { name: token.name })}
              onClick={() => revoke.mutate(token.id)}
            >
              {t("adminUsers.tokens.revoke")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import layout from "@/kit/layout.module.css";
import { ProblemNotice, QueryProblem } from "@/kit/ProblemNotice";
import { Age } from "@/kit/When";
import styles from "./account.module.css";
import { endSession, sessionsQuery } from "./queries";

/** Where one is signed in; every other place can be signed out from here. */
export function Sessions() {
  const { t } = useTranslation();
  const query = useQuery(sessionsQuery);
  const end = useMutation({ mutationFn: endSession });
  return (
    <section className={styles.part}>
      <h2>{t("account.sessions.title")}</h2>
      <QueryProblem query={query} />
      <ProblemNotice error={end.error} />
      <ul>
        {query.data?.items.map((session) => (
          <li key={session.id} className={styles.row}>
            <span>
              <span className={layout.hint}>{session.user_agent}</span>
              <br />
              {session.address}
              {t("common.separator")}
              <Age at={session.last_seen_at} />
            </span>
            {session.current ? (
              <b>{t("account.sessions.this")}</b>
            ) : (
              <Button variant="subtle" onClick={() => end.mutate(session.id)}>
                {t("account.sessions.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOnceKey } from "@/api/onceKey";
import { fieldErrors } from "@/api/problem";
import { CopyButton } from "@/kit/CopyButton";
import layout from "@/kit/layout.module.css";
import { Notice } from "@/kit/Notice";
import { ProblemNotice, QueryProblem } from "@/kit/ProblemNotice";
import { Age } from "@/kit/When";
import styles from "./account.module.css";
import { createToken, deleteToken, tokensQuery } from "./queries";

/** Tokens with which programs act as oneself; each is shown once. */
export function Tokens() {
  const { t } = useTranslation();
  const query = useQuery(tokensQuery);
  const [name, setName] = useState("");
  const once = useOnceKey();
  const shown = useRef<HTMLElement>(null);
  const create = useMutation({
    mutationFn: () => createToken(name.trim(), once.keyFor(name.trim())),
    onSuccess: () => {
      once.done();
      setName("");
    },
  });
  const remove = useMutation({ mutationFn: deleteToken });
  return (
    <section className={styles.part}>
      <h2>{t("account.tokens.title")}</h2>
      <p className={layout.hint}>{t("account.tokens.hint")}</p>
      <QueryProblem query={query} />
      <ul>
        {query.data?.items.map((token) => (
          <li key={token.id} className={styles.row}>
            <span>
              {token.name}
              <span className={layout.hint}>
                {" "}
                {token.last_used_at ? (
                  <>
                    {t("account.tokens.used")} <Age at={token.last_used_at} />
                  </>
                ) : (
                  t("account.tokens.unused")
                )}
              </span>
            </span>
            <Button variant="subtle" aria-label={t("account.tokens.delete", { name: token.name })} onClick={() => remove.mutate(token.id)}>
              {t("account.tokens.remove")}
            </Button>
          </li>
        ))}
      </ul>
      <ProblemNotice error={create.error ?? remove.error} />
      {create.data && (
        <Notice kind="info">
          {t("account.tokens.once")}
          <code ref={shown} className={styles.token}>
            {create.data.token}
          </code>
          <CopyButton key={create.data.id} text={create.data.token} of={() => shown.current} />
        </Notice>
      )}
      <form
        className={layout.flow}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) create.mutate();
        }}
      >
        <TextInput
          aria-label={t("account.tokens.name")}
          placeholder={t("account.tokens.name")}
          value={name}
          error={fieldErrors(create.error).name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!name.trim()} loading={create.isPending}>
          {t("account.tokens.create")}
        </Button>
      </form>
    </section>
  );
}

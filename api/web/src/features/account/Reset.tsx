import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { answer, client } from "@/api/client";
import { fieldErrors } from "@/api/problem";
import layout from "@/kit/layout.module.css";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { Outside } from "./Outside";
import styles from "./SignIn.module.css";

/** Sets a new password with the one-time link that an administrator has made. */
export default function Reset() {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [state, setState] = useState<"typing" | "sending" | "done">("typing");
  // The token stands behind the #, which browsers don't send to any server.
  const token = window.location.hash.slice(1);
  useEffect(() => {
    document.title = t("account.reset.title");
  }, [t]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setState("sending");
    setError(null);
    try {
      await answer(client.POST("/auth/reset", { body: { token, new_password: password } }));
      setState("done");
    } catch (failed) {
      setError(failed);
      setState("typing");
    }
  }

  return (
    <Outside>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <h1>{t("account.reset.title")}</h1>
        {state === "done" ? (
          <>
            <Notice kind="info">{t("account.reset.done")}</Notice>
            <Link to="/sign-in" className={layout.link}>
              {t("account.signIn.button")}
            </Link>
          </>
        ) : (
          <>
            {error !== null && <ProblemNotice error={error} />}
            <PasswordInput
              label={t("account.password.new")}
              description={t("account.password.rules")}
              autoComplete="new-password"
              value={password}
              error={fieldErrors(error).new_password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              visibilityToggleButtonProps={{ "aria-label": t("account.signIn.show") }}
            />
            <Button type="submit" variant="filled" loading={state === "sending"} disabled={!password || !token} fullWidth>
              {t("account.reset.button")}
            </Button>
          </>
        )}
      </form>
    </Outside>
  );
}

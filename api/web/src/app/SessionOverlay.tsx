import { Button, Modal, PasswordInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, client } from "@/api/client";
import { meQuery, useMe } from "@/api/me";
import { sessionStarted } from "@/api/session";
import layout from "@/kit/layout.module.css";
import { ProblemNotice } from "@/kit/ProblemNotice";

/** Over the page as it stands when the session has ended: the same person goes on with a password. */
export function SessionOverlay() {
  const { t } = useTranslation();
  const me = useMe();
  const queries = useQueryClient();
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [sending, setSending] = useState(false);

  async function signIn() {
    setSending(true);
    setError(null);
    try {
      const again = await answer(client.POST("/auth/login", { body: { username: me.user.username, password } }));
      setPassword("");
      queries.setQueryData(meQuery.queryKey, again);
      sessionStarted();
      void queries.invalidateQueries();
    } catch (failed) {
      setError(failed);
    } finally {
      setSending(false);
    }
  }

  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t("common.session.ended")}
    >
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <p>{t("common.session.text", { name: me.user.name })}</p>
        <ProblemNotice error={error} />
        <input type="text" name="username" autoComplete="username" value={me.user.username} readOnly hidden />
        <PasswordInput
          label={t("account.signIn.password")}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          data-autofocus
        />
        <div className={layout.spread}>
          <a href="/sign-in" className={layout.link}>
            {t("common.session.other")}
          </a>
          <Button type="submit" variant="filled" loading={sending}>
            {t("account.signIn.button")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { answer, client } from "@/api/client";
import { meQuery } from "@/api/me";
import { isApiError } from "@/api/problem";
import { sessionStarted } from "@/api/session";
import { useSettings } from "@/api/settings";
import { useSay } from "@/i18n/say";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { Outside } from "./Outside";
import styles from "./SignIn.module.css";

/** Only paths of this page: an address with a host would lead elsewhere. */
function safeNext(search: string): string {
  const next = new URLSearchParams(search).get("next") ?? "/";
  return next.startsWith("/") && !next.startsWith("//") && !next.startsWith("/\\") ? next : "/";
}

/** Counts the seconds down after which the server listens again. */
function useCountdown(error: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (!isApiError(error) || error.code !== "rate_limited") return setLeft(0);
    let seconds = error.retryAfter || 1;
    setLeft(seconds);
    const timer = window.setInterval(() => setLeft(Math.max(0, --seconds)), 1000);
    return () => window.clearInterval(timer);
  }, [error]);
  return left;
}

export default function SignIn() {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const location = useLocation();
  const queries = useQueryClient();
  const settings = useSettings();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [capsLock, setCapsLock] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const left = useCountdown(error);
  useEffect(() => {
    document.title = t("account.signIn.title");
  }, [t]);

  async function signIn(as: { username: string; password: string }) {
    setSending(true);
    setError(null);
    try {
      const me = await answer(client.POST("/auth/login", { body: as }));
      queries.clear();
      queries.setQueryData(meQuery.queryKey, me);
      sessionStarted();
      navigate(safeNext(location.search), { replace: true });
    } catch (failed) {
      setError(failed);
      setSending(false);
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void signIn({ username, password });
  }

  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));
  const demo = settings?.demo_accounts ?? [];
  return (
    <Outside>
      <form className={styles.form} onSubmit={submit}>
        <h1 tabIndex={-1}>{t("account.signIn.title")}</h1>
        {error !== null && <ProblemNotice error={error} />}
        <TextInput
          label={t("account.signIn.username")}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          autoFocus
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("account.signIn.password")}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onKeyDown={watchCapsLock}
          onKeyUp={watchCapsLock}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t("account.signIn.show") }}
        />
        {capsLock && <Notice kind="warning">{t("account.signIn.capsLock")}</Notice>}
        <Button type="submit" variant="filled" loading={sending} disabled={left > 0} fullWidth>
          {left > 0 ? t("account.signIn.wait", { count: left }) : t("account.signIn.button")}
        </Button>
        {demo.length > 0 && (
          <section className={styles.demo} aria-label={t("account.signIn.demo")}>
            <h2>{t("account.signIn.demo")}</h2>
            <ul>
              {demo.map((account) => (
                <li key={account.username}>
                  <button
                    type="button"
                    disabled={sending}
                    onClick={() => void signIn({ username: account.username, password: `demo-${account.username}` })}
                  >
                    <b>{account.username}</b>
                    <span>{say(account.role_label)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </form>
    </Outside>
  );
}

import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOnceKey } from "@/api/onceKey";
import { fieldErrors } from "@/api/problem";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import styles from "./account.module.css";
import { changePassword } from "./queries";

export function Password() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const once = useOnceKey();
  const change = useMutation({
    mutationFn: () => changePassword(current, next, once.keyFor([current, next])),
    onSuccess: () => {
      once.done();
      setCurrent("");
      setNext("");
    },
  });
  const errors = fieldErrors(change.error);
  const show = { "aria-label": t("account.signIn.show") };
  return (
    <form
      className={styles.part}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <h2>{t("account.password.title")}</h2>
      <ProblemNotice error={change.error} />
      <div className={styles.fields}>
        <PasswordInput
          label={t("account.password.current")}
          autoComplete="current-password"
          visibilityToggleButtonProps={show}
          value={current}
          error={errors.current_password}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("account.password.new")}
          description={t("account.password.rules")}
          autoComplete="new-password"
          visibilityToggleButtonProps={show}
          value={next}
          error={errors.new_password}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
      </div>
      {change.isSuccess && <Notice kind="info">{t("account.password.done")}</Notice>}
      <div>
        <Button type="submit" loading={change.isPending} disabled={!current || !next}>
          {t("account.password.button")}
        </Button>
      </div>
    </form>
  );
}

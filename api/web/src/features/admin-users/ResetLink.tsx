import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useOnceKey } from "@/api/onceKey";
import { useFormats } from "@/i18n/format";
import { CopyButton } from "@/kit/CopyButton";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { makeResetLink } from "./mutations";
import type { User } from "./queries";
import styles from "./users.module.css";

/** A link with which somebody sets a password, shown once. */
export function ResetLink({ user }: { user: User }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const once = useOnceKey();
  const shown = useRef<HTMLElement>(null);
  const make = useMutation({
    mutationFn: () => makeResetLink(user.id, once.keyFor(user.id)),
    onSuccess: () => once.done(),
  });
  const link = make.data && `${window.location.origin}${make.data.link}`;
  return (
    <section className={styles.section}>
      <h3>{t("adminUsers.reset.title")}</h3>
      <p className={styles.quiet}>{t("adminUsers.reset.hint")}</p>
      <ProblemNotice error={make.error} retry={() => make.mutate()} />
      {make.data && link && (
        <Notice kind="info">
          {t("adminUsers.reset.once", { until: moment(make.data.expires_at) })}
          <code ref={shown} className={styles.link}>
            {link}
          </code>
          <CopyButton key={link} text={link} of={() => shown.current} />
        </Notice>
      )}
      <div>
        <Button loading={make.isPending} onClick={() => make.mutate()}>
          {t(make.data ? "adminUsers.reset.again" : "adminUsers.reset.make")}
        </Button>
      </div>
    </section>
  );
}

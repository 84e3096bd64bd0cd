import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSay } from "@/i18n/say";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import styles from "./audit.module.css";
import { verifyAudit } from "./queries";

/** Checks the chain of all acts, and says what was found. */
export function useVerify() {
  const { t } = useTranslation();
  const say = useSay();
  const check = useMutation({ mutationFn: verifyAudit });
  const button = (
    <Button leftSection={<ShieldCheck size={14} aria-hidden="true" />} loading={check.isPending} onClick={() => check.mutate()}>
      {t("adminAudit.verify.name")}
    </Button>
  );
  const found = check.data;
  const broken = found?.first_broken;
  const result = (check.error || found) && (
    <div className={styles.verified}>
      <ProblemNotice error={check.error} retry={() => check.mutate()} />
      {found?.ok && <Notice kind="info">{t("adminAudit.verify.ok", { count: found.events })}</Notice>}
      {found && !found.ok && (
        <Notice>
          {t("adminAudit.verify.broken", { place: broken?.seq ?? 1 })} {say(broken?.text)}
        </Notice>
      )}
    </div>
  );
  return { button, result };
}

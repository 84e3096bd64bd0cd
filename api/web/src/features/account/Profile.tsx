import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { fieldErrors } from "@/api/problem";
import { useSay } from "@/i18n/say";
import { FactList } from "@/kit/FactList";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import styles from "./account.module.css";
import { editMe } from "./queries";

export function Profile() {
  const { t } = useTranslation();
  const say = useSay();
  const me = useMe();
  const [email, setEmail] = useState(me.user.email);
  const [phone, setPhone] = useState(me.user.phone);
  const save = useMutation({ mutationFn: () => editMe(me.user.version, email, phone) });
  const errors = fieldErrors(save.error);
  return (
    <form
      className={styles.part}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t("account.me.account")}</h2>
      <FactList
        facts={[
          [t("account.me.name"), me.user.name],
          [t("account.signIn.username"), me.user.username],
          [t("account.me.roles"), me.roles.map((role) => say(me.role_labels[role]) || role).join(t("common.separator"))],
          [t("account.me.department"), me.user.department?.name],
          [t("account.me.manager"), me.user.manager?.name],
        ]}
      />
      <ProblemNotice error={save.error} />
      <div className={styles.fields}>
        <TextInput
          type="email"
          label={t("account.me.email")}
          value={email}
          error={errors.email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <TextInput
          type="tel"
          label={t("account.me.phone")}
          value={phone}
          error={errors.phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
      </div>
      {save.isSuccess && <Notice kind="info">{t("account.me.saved")}</Notice>}
      <div>
        <Button type="submit" loading={save.isPending} disabled={email === me.user.email && phone === me.user.phone}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}

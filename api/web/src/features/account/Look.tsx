import { Checkbox } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { editPreferences, type Preferences } from "@/api/preferences";
import { LanguageSwitch } from "@/app/frame/LanguageSwitch";
import { Choice } from "@/kit/Choice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import styles from "./account.module.css";

const themes = ["auto", "light", "dark"] as const;
const densities = ["comfortable", "compact"] as const;

/** How the page looks and listens; it is so on every device. */
export function Look() {
  const { t } = useTranslation();
  const { preferences } = useMe();
  const edit = useMutation({ mutationFn: (change: Partial<Preferences>) => editPreferences(change) });
  return (
    <section className={styles.part}>
      <h2>{t("account.look.title")}</h2>
      <ProblemNotice error={edit.error} />
      <LanguageSwitch />
      <Choice
        label={t("account.look.theme")}
        options={themes.map((value) => ({ value, label: t(`account.look.${value}`) }))}
        value={preferences.theme}
        onChange={(theme) => edit.mutate({ theme: theme as Preferences["theme"] })}
      />
      <Choice
        label={t("account.look.density")}
        options={densities.map((value) => ({ value, label: t(`account.look.${value}`) }))}
        value={preferences.density}
        onChange={(density) => edit.mutate({ density: density as Preferences["density"] })}
      />
      <Checkbox
        checked={preferences.keys}
        onChange={(event) => edit.mutate({ keys: event.currentTarget.checked })}
        label={t("common.keys.switch")}
      />
    </section>
  );
}

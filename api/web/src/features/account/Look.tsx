import { Checkbox, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "@/app/frame/LanguageSwitch";
import { Choice } from "@/kit/Choice";
import { switchKeys, useListedKeys } from "@/kit/useKeys";
import styles from "./account.module.css";

const themes = ["auto", "light", "dark"] as const;

export function Look() {
  const { t } = useTranslation();
  // Holding transitions back would write a <style>, which the policy blocks.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { enabled } = useListedKeys();
  return (
    <section className={styles.part}>
      <h2>{t("account.look.title")}</h2>
      <LanguageSwitch />
      <Choice
        label={t("account.look.theme")}
        options={themes.map((value) => ({ value, label: t(`account.look.${value}`) }))}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as (typeof themes)[number])}
      />
      <Checkbox checked={enabled} onChange={(event) => switchKeys(event.currentTarget.checked)} label={t("common.keys.switch")} />
    </section>
  );
}

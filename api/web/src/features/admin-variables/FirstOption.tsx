import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import layout from "@/kit/layout.module.css";
import type { Option } from "./queries";

interface Props {
  typed: unknown;
  wrongAt: (place: string) => string | undefined;
  onChange: (typed: unknown) => void;
}

/** The first option of a new list; the others are added on its screen. */
export function FirstOption({ typed, wrongAt, onChange }: Props) {
  const { t } = useTranslation();
  const [option] = typed as [Option];
  const set = (part: Partial<Option>) => onChange([{ ...option, ...part }]);
  return (
    <>
      <p className={layout.hint}>{t("adminVariables.new.list")}</p>
      <TextInput
        label={t("adminVariables.new.optionKey")}
        error={wrongAt("[0].key") ?? wrongAt("")}
        value={option.key}
        onChange={(event) => set({ key: event.currentTarget.value })}
      />
      <TextInput
        label={t("adminVariables.new.optionZh")}
        error={wrongAt("[0].label.zh-CN")}
        value={option.label["zh-CN"]}
        onChange={(event) => set({ label: { ...option.label, "zh-CN": event.currentTarget.value } })}
      />
      <TextInput
        label={t("adminVariables.new.optionEn")}
        error={wrongAt("[0].label.en")}
        value={option.label.en}
        onChange={(event) => set({ label: { ...option.label, en: event.currentTarget.value } })}
      />
    </>
  );
}

import { useTranslation } from "react-i18next";
import { allows, useMe } from "@/api/me";
import { useSay } from "@/i18n/say";
import { Choice } from "@/kit/Choice";
import { AmountField, CodeField, DurationField, FewField, LineField, useCurrencies } from "./fields";
import { useRoles, type VariableType } from "./queries";
import { TextsField } from "./TextsField";
import { fallbackRole, useValueWords } from "./useValueWords";
import { textRows, toValue } from "./values";

interface Props {
  variableKey: string;
  type: VariableType;
  label: string;
  typed: unknown;
  wrongAt: (place: string) => string | undefined;
  onChange: (typed: unknown) => void;
}

const zones = () => Intl.supportedValuesOf("timeZone").map((value) => ({ value, label: value }));

/** The editor of a value, by its type; of codes that are known one is chosen. */
export function ValueField({ variableKey: key, type, label, typed, wrongAt, onChange }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const words = useValueWords();
  const roles = useRoles(allows(useMe(), "role.manage"));
  const currencies = useCurrencies();
  const text = typeof typed === "string" ? typed : "";
  const line = { label, value: text, wrongAt, onChange };
  switch (type) {
    case "boolean":
      return (
        <Choice
          label={label}
          options={[
            { value: "true", label: t("adminVariables.value.yes") },
            { value: "false", label: t("adminVariables.value.no") },
          ]}
          value={String(typed)}
          error={wrongAt("")}
          onChange={(value) => onChange(value === "true")}
        />
      );
    case "number": {
      const number = toValue("number", typed);
      const said = typeof number === "number" ? words(number, key) : "";
      return <LineField {...line} number hint={/_(bytes|hours)$/.test(key) && said ? said : undefined} />;
    }
    case "money":
      return <AmountField {...line} value={typed as { amount: string; currency: string }} />;
    case "duration":
      return <DurationField {...line} />;
    case "time_of_day":
      return <LineField {...line} time />;
    case "text_list":
      return <TextsField {...line} value={textRows(typed)} />;
    default:
      if (key === "company.time_zone") return <CodeField {...line} codes={zones()} />;
      if (key === "currency.default") return <CodeField {...line} codes={currencies} />;
      if (key === fallbackRole && roles.length > 0) {
        return <FewField {...line} codes={roles.map((role) => ({ value: role.key, label: say(role.name) }))} />;
      }
      return <LineField {...line} />;
  }
}

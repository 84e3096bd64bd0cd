import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useId } from "react";
import { MoneyInput } from "@/kit/MoneyInput";
import { ManyField } from "./ManyField";
import { PeopleField } from "./PeopleField";
import { PersonField } from "./PersonField";
import type { Spec } from "./spec";

interface Props {
  spec: Spec;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

const types = { text: "text", date: "date", tel: "tel", email: "email", percent: "text" } as const;

/** The field that a spec asks for. */
export function SpecField({ spec, value, error, onChange }: Props) {
  const id = useId();
  const common = { label: spec.label, description: spec.hint, error, value };
  const { kind } = spec;
  if (kind === "area") {
    return <Textarea {...common} autosize={false} rows={3} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  if (kind === "money") return <MoneyInput {...common} currency={spec.currency} onChange={onChange} />;
  if (kind === "choice") {
    const data = [...(spec.none ? [{ value: "", label: spec.none }] : []), ...spec.options];
    if (value && !data.some((option) => option.value === value)) data.push({ value, label: value });
    return <NativeSelect {...common} data={data} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  if (kind === "people") return <PeopleField label={spec.label} value={value} known={spec.known} error={error} onChange={onChange} />;
  if (kind === "many") return <ManyField label={spec.label} value={value} options={spec.options} error={error} onChange={onChange} />;
  if (kind === "person") {
    return (
      <PersonField
        label={spec.label}
        any={spec.none}
        value={value || undefined}
        known={spec.known}
        error={error}
        onChange={(id) => onChange(id ?? "")}
      />
    );
  }
  if (kind === "suggest") {
    return (
      <>
        <TextInput {...common} list={id} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />
        <datalist id={id}>
          {spec.options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      </>
    );
  }
  return (
    <TextInput
      {...common}
      type={types[kind]}
      inputMode={kind === "percent" ? "numeric" : undefined}
      rightSection={kind === "percent" ? "%" : undefined}
      autoComplete="off"
      onChange={(event) => onChange(kind === "percent" ? digitsOf(event.currentTarget.value) : event.currentTarget.value)}
    />
  );
}

/** Full-width figures are figures too. */
const digitsOf = (text: string) => text.normalize("NFKC").replace(/\D/g, "").slice(0, 3);

import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { peopleQuery, useRequesterName } from "@/features/requests/public";
import { finds } from "@/kit/find";
import { type Named, SearchSelect } from "@/kit/SearchSelect";

interface Props {
  label: string;
  /** Said while nobody is chosen. */
  any: string;
  value: string | undefined;
  onChange: (id: string | null) => void;
  /** The first to offer. */
  known?: Named[];
  bare?: boolean;
  error?: ReactNode;
}

/** One of the company's people, by a part of their name. */
export function PersonField({ label, any, value, onChange, known = [], bare, error }: Props) {
  const { t } = useTranslation();
  const [q, setQ] = useState("");
  const name = useRequesterName(value, known);
  const [words] = useDebouncedValue(q === name ? "" : q, 250);
  const found = useQuery({ ...peopleQuery(words), placeholderData: keepPreviousData });
  const fits = known.filter((one) => finds(words, one.name));
  const people = [...new Map([...fits, ...(found.data?.items ?? [])].map((one) => [one.id, one])).values()];
  return (
    <SearchSelect
      label={label}
      any={any}
      none={t("records.nobody")}
      bare={bare}
      error={error}
      chosen={value ? { id: value, name: name ?? label } : null}
      found={people}
      onSearch={setQ}
      onChange={onChange}
    />
  );
}

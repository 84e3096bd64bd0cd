import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { useWholeWords } from "@/kit/composing";
import { finds } from "@/kit/find";
import { lastProjectsQuery, projectQuery, projectsQuery } from "./projects";

interface Props {
  value: string;
  onChange: (id: string) => void;
  error?: string;
  /** Why the project can no longer be chosen. */
  locked?: string;
}

/** The project that a request is for, among those that one works on. */
export function ProjectField({ value, onChange, error, locked }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const [typed, setTyped] = useState("");
  const words = useWholeWords(setTyped);
  const [q] = useDebouncedValue(typed, 250);
  const chosen = useQuery({ ...projectQuery(value), enabled: !!value });
  const chosenLabel = chosen.data ? `${chosen.data.name}${t("common.separator")}${chosen.data.customer.name}` : "";
  const found = useQuery({ ...projectsQuery(me.user.id, q === chosenLabel ? "" : q), placeholderData: keepPreviousData });
  const last = useQuery(lastProjectsQuery(me.user.id)).data ?? [];
  const place = (id: string) => (id === value ? -1 : last.includes(id) ? last.indexOf(id) : last.length);
  // Until the server has searched, and where there is none, what is there is searched.
  const items = (found.data?.items ?? []).filter((project) => !found.isPlaceholderData || finds(q, project.name, project.customer.name));
  const unlisted = chosen.data && !items.some((project) => project.id === value) ? [chosen.data] : [];
  const projects = [...unlisted, ...items].sort((a, b) => place(a.id) - place(b.id));
  const none = found.isSuccess && !q && projects.length === 0;
  return (
    <Select
      label={t("requests.field.project")}
      placeholder={t("requests.project.choose")}
      searchable
      allowDeselect={false}
      disabled={!!locked}
      description={locked ?? (none ? t("requests.project.empty") : undefined)}
      data={projects.map((project) => ({ value: project.id, label: `${project.name}${t("common.separator")}${project.customer.name}` }))}
      // The server has searched already; another filter would hide what it found.
      filter={({ options }) => options}
      nothingFoundMessage={found.isSuccess ? t(q ? "requests.project.none" : "requests.project.empty") : t("requests.project.loading")}
      value={value || null}
      error={error}
      {...words}
      onChange={(id) => onChange(id ?? "")}
      comboboxProps={{ keepMounted: false }}
    />
  );
}

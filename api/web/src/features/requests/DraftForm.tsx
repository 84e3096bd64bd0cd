import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { isApiError } from "@/api/problem";
import { useUploads } from "@/features/files/public";
import form from "@/kit/form.module.css";
import { PageTitle } from "@/kit/PageTitle";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useKeys } from "@/kit/useKeys";
import { useLeave } from "@/kit/useLeave";
import { Clashes, DraftState, WrongFields } from "./DraftState";
import type { RequestDraft } from "./useRequestDraft";

interface Props {
  draft: RequestDraft;
  title: string;
  number?: string;
  /** The fields' names in the order of the form. */
  names: Record<string, string>;
  submitLabel: string;
  /** Who gets it once it is submitted. */
  next: string;
  wide?: boolean;
  beside: ReactNode;
  children: ReactNode;
}

/** A field of the form, found again by its name when it is wrong. */
export function Field({ name, children }: { name: string; children: ReactNode }) {
  return <div data-field={name}>{children}</div>;
}

/** What the forms of requests share: where the draft is kept, what is wrong, and its submission. */
export function DraftForm({ draft, title, number, names, submitLabel, next, wide, beside, children }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const element = useRef<HTMLFormElement>(null);
  const notices = useRef<HTMLDivElement>(null);
  const [sending, setSending] = useState(false);
  const uploading = useUploads().some((one) => one.requestId === draft.id && one.state !== "failed");
  const wrong = Object.keys(names).filter((name) => Object.keys(draft.errors).some((at) => at === name || at.startsWith(`${name}.`)));

  const failure = draft.save.at === "failed" ? draft.save.error : undefined;
  const away = isApiError(failure) && failure.passing;
  const focus = (name: string | undefined) =>
    element.current
      ?.querySelector<HTMLElement>(
        `[data-field="${name}"] :is(input:checked, input:not([type=radio]), textarea), [data-field="${name}"] input`,
      )
      ?.focus();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a refused submission moves the focus.
  useEffect(() => {
    if (draft.refusals === 0) return;
    if (wrong[0]) focus(wrong[0]);
    // Why it was refused stands at the top, and the button at the bottom.
    else notices.current?.scrollIntoView({ block: "center" });
  }, [draft.refusals]);

  async function submit() {
    if (sending) return;
    setSending(true);
    try {
      const path = await draft.submit({ required: t("requests.draft.required"), files: t("requests.draft.filesMissing") });
      if (path) navigate(path, { replace: true });
    } finally {
      setSending(false);
    }
  }
  useKeys([
    { keys: "mod+Enter", label: submitLabel, group: title, inFields: true, run: () => void submit() },
    { keys: "mod+s", label: t("requests.draft.save"), group: title, inFields: true, run: () => void draft.send() },
  ]);

  const leave = useLeave(() => void draft.send());

  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      {...leave}
    >
      <PageTitle title={title} sub={number} actions={<DraftState save={draft.save} />} />
      <div className={`${form.columns} ${wide ? form.wide : ""}`}>
        <div className={form.form}>
          <div ref={notices} className={form.notices}>
            {wrong.length === 0 && !away && <ProblemNotice error={failure} retry={() => void draft.send()} />}
            {wrong.length === 0 && <ProblemNotice error={draft.problem} retry={() => void submit()} />}
            <WrongFields names={names} wrong={wrong} onChoose={focus} />
            <Clashes clashes={draft.clashes} names={names} onChoose={draft.resolve} />
          </div>
          {children}
        </div>
        <div className={form.beside}>{beside}</div>
      </div>
      <div className={form.foot}>
        <div className={form.left}>
          {away ? t("requests.draft.waits") : uploading ? t("requests.draft.uploading") : next}
          {away && (
            <button type="button" className={form.again} onClick={() => void draft.send()}>
              {t("common.tryNow")}
            </button>
          )}
        </div>
        <Button type="submit" variant="filled" loading={sending}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}

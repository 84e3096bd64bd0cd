import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type Ref, useId } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { useOnceKey } from "@/api/onceKey";
import { fieldErrors } from "@/api/problem";
import { isComposing } from "@/kit/composing";
import { Kbd } from "@/kit/Kbd";
import { ProblemNotice, QueryProblem } from "@/kit/ProblemNotice";
import { Age } from "@/kit/When";
import { useDraft } from "@/offline/drafts";
import styles from "./comments.module.css";
import { commentLog } from "./mutations";
import { commentsQuery } from "./queries";

interface Props {
  logId: string;
  /** How many there are, as the entry tells it: none needs no question. */
  count: number;
  field?: Ref<HTMLTextAreaElement>;
}

/** What was said about an entry, and a field to say more. A comment that was not sent is kept. */
export function Comments({ logId, count, field }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const id = useId();
  const query = useQuery({ ...commentsQuery(logId), enabled: count > 0 });
  const draft = useDraft<string>(`${me.user.id}/work_log_comment/${logId}`, "");
  const once = useOnceKey();
  const text = draft.value.trim();
  const send = useMutation({
    mutationFn: () => commentLog(logId, text, once.keyFor(text)),
    onSuccess: () => {
      once.done();
      return draft.drop();
    },
  });
  const wrong = fieldErrors(send.error).text;
  const submit = () => {
    if (text && !send.isPending) send.mutate();
  };
  return (
    <div>
      <QueryProblem query={query} />
      <ul className={styles.list}>
        {query.data?.map((comment) => (
          <li key={comment.id}>
            <b>{comment.author.name}</b>{" "}
            <span className={styles.when}>
              <Age at={comment.created_at} />
            </span>
            <p>{comment.text}</p>
          </li>
        ))}
      </ul>
      {!wrong && <ProblemNotice error={send.error} retry={submit} />}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Textarea
          id={id}
          ref={field}
          aria-label={t("workLogs.comments.field")}
          placeholder={t("workLogs.comments.field")}
          rows={1}
          className={styles.field}
          value={draft.value}
          error={wrong}
          onChange={(event) => draft.set(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || isComposing(event)) return;
            event.preventDefault();
            submit();
          }}
        />
        <Button type="submit" disabled={!text} loading={send.isPending}>
          {t("workLogs.comments.send")} <Kbd>Ctrl Enter</Kbd>
        </Button>
      </form>
    </div>
  );
}

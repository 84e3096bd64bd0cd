import { useQuery } from "@tanstack/react-query";
import { type Ref, useEffect, useImperativeHandle, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useMe } from "@/api/me";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { linkOf } from "./links";
import { Option } from "./Option";
import { type Found, searchQuery } from "./queries";
import { keepRecent, recentOf } from "./recent";
import styles from "./search.module.css";
import { useResting } from "./useResting";

/** What the field's keys do in the list. */
export interface ResultKeys {
  move: (by: 1 | -1) => void;
  choose: () => void;
}

interface Props {
  ref: Ref<ResultKeys>;
  id: string;
  text: string;
  composing: boolean;
  onActive: (id: string | undefined) => void;
  onOpened: () => void;
}

const kinds = ["customer", "contact", "project", "request", "person"] as const;
const none: Found[] = [];

/** What has the words, by kind; before anything is typed, what was opened last. */
export default function Results({ ref, id, text, composing, onActive, onOpened }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const wanted = text.trim();
  const { words, flush } = useResting(wanted, composing);
  const query = useQuery(searchQuery(words));
  const recent = useMemo(() => recentOf(me.user.id), [me.user.id]);
  const found = wanted === "" ? recent : words === "" ? none : (query.data ?? none);
  const groups = useMemo(
    () =>
      wanted === ""
        ? [{ name: "recent" as const, items: recent }]
        : kinds.map((name) => ({ name, items: found.filter(({ kind }) => kind === name) })),
    [wanted, recent, found],
  );
  const rows = useMemo(() => groups.flatMap(({ items }) => items).filter((one) => linkOf(me, one)), [groups, me]);
  const [at, setAt] = useState(0);
  /** Enter came before the answer to what was typed. */
  const [first, setFirst] = useState(false);
  const answered = wanted === words && query.isSuccess && !query.isPlaceholderData;
  const current = rows[at];
  const optionId = (one: Found) => `${id}-${one.id}`;
  const open = (one: Found) => {
    const link = linkOf(me, one);
    if (!link) return;
    keepRecent(me.user.id, one);
    onOpened();
    navigate(link);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words begin at the top again.
  useEffect(() => {
    setAt(0);
    setFirst(false);
  }, [wanted]);
  const currentId = current && optionId(current);
  useEffect(() => {
    onActive(currentId);
    if (currentId) document.getElementById(currentId)?.scrollIntoView({ block: "nearest" });
  }, [currentId, onActive]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it opens once, as soon as the answer is there.
  useEffect(() => {
    if (!first || !answered) return;
    setFirst(false);
    if (rows[0]) open(rows[0]);
  }, [first, answered]);
  useImperativeHandle(ref, () => ({
    move: (by) => rows.length > 0 && setAt((at + by + rows.length) % rows.length),
    choose: () => {
      if (wanted === "" || answered) {
        if (current) open(current);
        return;
      }
      setFirst(true);
      flush();
    },
  }));
  return (
    <>
      <QueryProblem query={query} />
      {wanted === "" && recent.length === 0 && <p className={styles.hint}>{t("search.hint")}</p>}
      {wanted !== "" && found.length === 0 && !answered && !query.failureReason && (
        <div className={styles.waiting}>
          <Skeleton rows={3} height={36} />
        </div>
      )}
      <p className={styles.hint} role="status">
        {wanted !== "" && answered && found.length === 0 && t("search.none", { words })}
      </p>
      <div
        id={id}
        role="listbox"
        tabIndex={-1}
        aria-label={t("search.name")}
        aria-busy={wanted !== "" && !answered}
        onMouseDown={(event) => event.preventDefault()}
      >
        {groups.map(
          ({ name, items }) =>
            items.length > 0 && (
              <div key={name} role="group" aria-labelledby={`${id}-${name}`} className={styles.group}>
                <h2 id={`${id}-${name}`} role="presentation">
                  {t(`search.group.${name}`)}
                </h2>
                {items.map((one) => (
                  <Option
                    key={one.id}
                    id={optionId(one)}
                    found={one}
                    link={linkOf(me, one)}
                    active={one === current}
                    onPoint={() => setAt(rows.indexOf(one))}
                    onOpen={() => open(one)}
                  />
                ))}
              </div>
            ),
        )}
      </div>
    </>
  );
}

import { ArrowLeft, Search as SearchIcon } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isComposing } from "@/kit/composing";
import { Kbd } from "@/kit/Kbd";
import { useKeys } from "@/kit/useKeys";
import { useMedia } from "@/kit/useMedia";
import type { ResultKeys } from "./Results";
import styles from "./search.module.css";

// The field takes what is typed at once; what is found is shown by a part that loads when the field is entered.
const Results = lazy(() => import("./Results"));

const list = "search-results";

/** Looks through everything that one may see; on a phone it opens over the top bar. */
export function Search() {
  const { t } = useTranslation();
  const phone = useMedia("phone");
  const [text, setText] = useState("");
  const [opened, setOpened] = useState(false);
  const [composing, setComposing] = useState(false);
  const [active, setActive] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const before = useRef<Element | null>(null);
  const results = useRef<ResultKeys>(null);
  const open = () => {
    if (opened) return;
    before.current = document.activeElement;
    setOpened(true);
  };
  useKeys([
    {
      keys: "/",
      label: t("search.name"),
      group: t("common.keys.everywhere"),
      run: () => {
        open();
        field.current?.focus();
      },
    },
  ]);
  const shut = opened ? undefined : true;
  useEffect(() => {
    if (opened) field.current?.focus();
  }, [opened]);
  const close = (back: boolean) => {
    setOpened(false);
    setText("");
    setActive(undefined);
    field.current?.blur();
    if (back && before.current instanceof HTMLElement && before.current !== field.current) before.current.focus();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    // What an input method is composing with is no key of the search.
    if (isComposing(event)) return;
    if (event.key === "Escape") close(true);
    else if (event.key === "ArrowDown") results.current?.move(1);
    else if (event.key === "ArrowUp") results.current?.move(-1);
    else if (event.key === "Enter") results.current?.choose();
    else return;
    event.preventDefault();
  };
  const said = phone ? t("search.name") : t("search.what");
  return (
    <>
      {phone && (
        <button type="button" className={styles.icon} aria-label={t("search.name")} onClick={open}>
          <SearchIcon size={20} strokeWidth={1.6} aria-hidden="true" />
        </button>
      )}
      <search
        className={styles.search}
        data-shut={shut}
        onBlur={(event) => opened && !event.currentTarget.contains(event.relatedTarget) && close(false)}
      >
        {phone ? (
          <button type="button" className={styles.icon} aria-label={t("common.close")} onClick={() => close(true)}>
            <ArrowLeft size={20} strokeWidth={1.6} aria-hidden="true" />
          </button>
        ) : (
          <SearchIcon className={styles.glass} size={16} strokeWidth={1.6} aria-hidden="true" />
        )}
        <input
          ref={field}
          className={styles.field}
          role="combobox"
          aria-label={t("search.name")}
          aria-expanded={opened}
          aria-controls={opened ? list : undefined}
          aria-autocomplete="list"
          aria-activedescendant={opened ? active : undefined}
          placeholder={said}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          value={text}
          onFocus={open}
          onChange={(event) => setText(event.currentTarget.value)}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onKeyDown={onKeyDown}
        />
        {!phone && shut && <Kbd>/</Kbd>}
        {opened && (
          <div className={styles.panel}>
            <Suspense fallback={null}>
              <Results ref={results} id={list} text={text} composing={composing} onActive={setActive} onOpened={() => close(false)} />
            </Suspense>
          </div>
        )}
      </search>
    </>
  );
}

import { Button, Checkbox } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { newKey } from "@/api/client";
import layout from "@/kit/layout.module.css";
import { PageTitle } from "@/kit/PageTitle";
import { RefusalNotice } from "@/kit/ProblemNotice";
import { DropFile } from "./DropFile";
import { ImportResult } from "./ImportResult";
import styles from "./import.module.css";
import type { ImportKind } from "./kind";
import { importFile } from "./uploads";

/** A file, and the key under which it is imported: a second try is the same import. */
interface Chosen {
  file: File;
  key: string;
  skipDoubles: boolean;
}

/** Things from a file: what it would do is shown first, then it is done. */
export function ImportPage({ kind }: { kind: ImportKind }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [progress, setProgress] = useState(0);
  const send = ({ file, key, skipDoubles }: Chosen, dryRun: boolean) =>
    importFile(kind, { file, key: dryRun ? newKey() : key, dryRun, skipDoubles, onProgress: setProgress });
  const check = useMutation({ mutationFn: (what: Chosen) => send(what, true) });
  const bring = useMutation({ mutationFn: (what: Chosen) => send(what, false) });
  const take = (file: File, skipDoubles = false) => {
    const next = { file, key: newKey(), skipDoubles };
    setChosen(next);
    setProgress(0);
    bring.reset();
    check.mutate(next);
  };
  const busy = check.isPending || bring.isPending;
  const report = bring.data ?? check.data;
  return (
    <>
      <PageTitle title={kind.title} sub={<Link to={kind.back.to}>{kind.back.label}</Link>} />
      <div className={layout.sheet}>
        <div className={styles.page}>
          {!bring.data && <DropFile kind={kind} file={chosen?.file} onFile={(file) => take(file)} disabled={busy} />}
          {kind.hint && !bring.data && <p className={layout.hint}>{kind.hint}</p>}
          {busy && <Progress part={progress} checking={check.isPending} />}
          {chosen && <RefusalNotice error={check.error} retry={() => check.mutate(chosen)} />}
          {chosen && <RefusalNotice error={bring.error} retry={() => bring.mutate(chosen)} />}
          {report && !check.isPending && <ImportResult kind={kind} report={report} />}
          {chosen && !bring.data && (chosen.skipDoubles || (check.data?.doubles_total ?? 0) > 0) && (
            <Checkbox
              label={t("imports.skipDoubles")}
              checked={chosen.skipDoubles}
              disabled={busy}
              onChange={(event) => take(chosen.file, event.currentTarget.checked)}
            />
          )}
          {chosen && bring.data?.stopped && (
            <div className={layout.flow}>
              <Button variant="filled" loading={bring.isPending} onClick={() => bring.mutate(chosen)}>
                {t("imports.goOn")}
              </Button>
            </div>
          )}
          {chosen && check.data && !bring.data && (
            <div className={layout.flow}>
              <Button variant="filled" disabled={check.data.created === 0} loading={bring.isPending} onClick={() => bring.mutate(chosen)}>
                {kind.go(check.data.created)}
              </Button>
            </div>
          )}
          {bring.data && (
            <div className={layout.flow}>
              <Button component={Link} to={kind.back.to} variant="filled">
                {kind.see}
              </Button>
              <Button
                onClick={() => {
                  setChosen(null);
                  check.reset();
                  bring.reset();
                }}
              >
                {t("imports.another")}
              </Button>
            </div>
          )}
        </div>
      </div>
    </>
  );
}

/** How much of the file has left; then the server reads it. */
function Progress({ part, checking }: { part: number; checking: boolean }) {
  const { t } = useTranslation();
  const words = part < 1 ? "imports.sending" : checking ? "imports.checking" : "imports.bringing";
  return (
    <div role="status">
      <progress className={styles.progress} aria-label={t(words)} {...(part < 1 ? { value: part } : {})} />
      <p className={layout.hint}>{t(words)}</p>
    </div>
  );
}

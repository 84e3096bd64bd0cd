import { fieldErrors } from "@/api/problem";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";

/** Why something was refused where there is no form: what is wrong with a field is said here. */
export function RefusalNotice({ error }: { error: unknown }) {
  const fields = Object.values(fieldErrors(error)).join(" ");
  return fields ? <Notice>{fields}</Notice> : <ProblemNotice error={error} />;
}

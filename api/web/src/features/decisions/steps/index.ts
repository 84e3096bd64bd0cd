import type { Step } from "../step";
import { commercialReport } from "./commercialReport";
import { financeProcessing } from "./financeProcessing";
import { financeReport } from "./financeReport";
import { gmSignoff } from "./gmSignoff";
import { managementDecision } from "./managementDecision";
import { revise } from "./revise";

/** The steps by the API's code. */
const steps: Record<string, Step> = {
  commercial_report: commercialReport,
  finance_report: financeReport,
  management_decision: managementDecision,
  gm_signoff: gmSignoff,
  finance_processing: financeProcessing,
  revise,
};

export const stepOf = (code: string): Step => steps[code] ?? {};

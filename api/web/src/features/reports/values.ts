/** The steps that somebody decides or works on, in order. */
export const steps = ["commercial_report", "finance_report", "management_decision", "gm_signoff", "finance_processing", "revise"] as const;

/** The kinds of work that are written down. */
export const kinds = ["visit", "call", "meeting", "bid", "office", "other"] as const;

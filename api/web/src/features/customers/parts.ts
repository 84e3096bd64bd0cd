/** The parts of a customer's page that have an address of their own. */
export const parts = ["contacts", "projects", "requests", "work-logs"] as const;
export type Part = (typeof parts)[number] | "overview";

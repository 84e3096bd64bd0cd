/** What other features may use of global variables. */

export { Elsewhere } from "./Elsewhere";
export { setVariable } from "./mutations";
export { type Calendar, type Option, type Variable, variableKeys, variablesQuery } from "./queries";
export { SaveFoot } from "./SaveFoot";
export { sampleDays, useDifferences } from "./useDifferences";
export { useVariableForm, type VariableForm } from "./useVariableForm";
export { VariableHistory } from "./VariableHistory";
export { isDefault, plainOptions } from "./values";

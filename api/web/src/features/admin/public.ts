/** What the parts of administration share. */

export { AdminTitle } from "./AdminTitle";
export { useActionName, useRoleName, useRoles } from "./names";
export * from "./queries";
export { ScopeChanges } from "./ScopeChanges";
export { inTree, treeChoices, withBelow } from "./tree";

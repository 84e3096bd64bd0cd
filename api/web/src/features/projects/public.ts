/** What other features may use of projects. */

export { ProjectForm } from "./ProjectForm";
export { ProjectRow } from "./ProjectRow";
export { type Project, stages } from "./stages";
